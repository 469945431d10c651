package io.angelwire.realtime.server.health;

import io.angelwire.realtime.server.RealtimeNode;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once the rooms could be followed for the first time. */
@Startup
class NodeStarted implements HealthCheck {

    private final RealtimeNode node;
    private volatile boolean started;

    NodeStarted(RealtimeNode node) {
        this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
        started = started || node.isSubscribed();
        return HealthCheckResponse.named("first subscription").status(started).build();
    }
}
