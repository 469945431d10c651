package io.angelwire.gateway.demo;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Prepares the demo at start-up, where it is switched on. */
@ApplicationScoped
class DemoStart {

    private static final Logger LOG = Logger.getLogger(DemoStart.class);

    void prepare(@Observes StartupEvent start, DemoConfig config, DemoTokens tokens, DemoData data) {
        if (config.enabled()) {
            tokens.prepare();
            data.addMissing();
            LOG.warn("Demo sign-in is on: anybody who reaches this service gets a token.");
        }
    }
}
