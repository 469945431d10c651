package io.angelwire.realtime.server.health;

import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once rights have been looked up for the first time. That takes seconds on a busy machine, since queries are
 * translated and their classes loaded then; of a crowd that moves to a node that has just started, the first would be
 * told that it can't be decided.
 */
@Readiness
@Singleton
class FirstDecision implements HealthCheck {

    private static final long AGAIN_MILLIS = 500;

    private final RoomAuthorization authorization;
    private final Vertx vertx;
    private volatile boolean made;

    FirstDecision(RoomAuthorization authorization, Vertx vertx) {
        this.authorization = authorization;
        this.vertx = vertx;
    }

    void started(@Observes StartupEvent event) {
        decide();
    }

    private void decide() {
        UUID nobody = Ids.newId();
        authorization
                .rights(Set.of(Room.pitch(nobody), Room.investment(nobody)), Set.of(nobody))
                .whenComplete((rights, failure) -> {
                    if (failure == null) {
                        made = true;
                    } else {
                        vertx.setTimer(AGAIN_MILLIS, timer -> decide());
                    }
                });
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("rights in rooms").status(made).build();
    }
}
