package io.angelwire.realtime.server.health;

import io.angelwire.realtime.server.RealtimeNode;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the events of all rooms arrive. Clients that are connected stay meanwhile; new ones should go elsewhere.
 * (The connection for commands has its own check, by the Redis extension.)
 */
@Readiness
class SubscriptionReadiness implements HealthCheck {

    private final RealtimeNode node;

    SubscriptionReadiness(RealtimeNode node) {
        this.node = node;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("room subscriptions")
                .status(node.isSubscribed())
                .build();
    }
}
