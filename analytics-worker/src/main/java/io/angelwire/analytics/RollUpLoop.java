package io.angelwire.analytics;

import io.angelwire.loop.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Adds up what has been kept, again and again. */
@ApplicationScoped
class RollUpLoop {

    private static final Logger LOG = Logger.getLogger(RollUpLoop.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final RollUp rollUp;
    private final AnalyticsConfig config;
    private final BackgroundLoop loop = new BackgroundLoop("analytics-roll-up", this::addAll);

    RollUpLoop(RollUp rollUp, AnalyticsConfig config) {
        this.rollUp = rollUp;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop(LONGEST_STOP);
    }

    /** Failing is no loss: the events stay, and the next round finds them. */
    private long addAll() {
        try {
            int added;
            do {
                added = rollUp.addSome();
            } while (added == RollUp.EVENTS_AT_ONCE && !loop.isStopping());
        } catch (RuntimeException e) {
            LOG.warnf("Events were not added up: %s", e.getMessage());
        }
        return config.rollUpEvery().toMillis();
    }
}
