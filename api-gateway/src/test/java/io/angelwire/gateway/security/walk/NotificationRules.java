package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.OTHER_FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.OTHER_INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;
import static io.angelwire.gateway.security.walk.Rule.SIGNED_IN;

import io.angelwire.testing.Investing;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** An inbox is its user's alone: also from admins. */
@Singleton
class NotificationRules implements AreaRules {

    private static final String NOTIFICATIONS = "/api/notifications";

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("GET " + NOTIFICATIONS).allows(SIGNED_IN),
                Rule.on("GET " + NOTIFICATIONS + "/unread").allows(SIGNED_IN),
                Rule.on("POST " + NOTIFICATIONS + "/read")
                        .body(world -> Map.of())
                        .allows(SIGNED_IN),
                Rule.on("POST " + NOTIFICATIONS + "/{id}/read")
                        .with("id", world -> Investing.notification(world.person(INVESTOR), "SYSTEM"))
                        .allows(INVESTOR)
                        .hides(OTHER_INVESTOR, FOUNDER, OTHER_FOUNDER, ADMIN, SERVICE),
                Rule.on("GET " + NOTIFICATIONS + "/preferences").allows(SIGNED_IN),
                Rule.on("PUT " + NOTIFICATIONS + "/preferences")
                        .header("If-Match", "*")
                        .body(world -> Map.of("channels", Map.of("MESSAGE", Map.of("EMAIL", false))))
                        .allows(SIGNED_IN));
    }
}
