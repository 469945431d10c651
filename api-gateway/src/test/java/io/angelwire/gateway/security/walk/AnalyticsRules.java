package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;

import jakarta.inject.Singleton;
import java.util.List;

/** What happens on the platform is counted for admins. */
@Singleton
class AnalyticsRules implements AreaRules {

    @Override
    public List<Rule> rules() {
        return List.of(Rule.on("GET /api/admin/analytics").allows(ADMIN));
    }
}
