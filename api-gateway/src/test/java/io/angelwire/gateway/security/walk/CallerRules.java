package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Rule.SIGNED_IN;

import jakarta.inject.Singleton;
import java.util.List;

/** What everybody may ask about the service and oneself. */
@Singleton
class CallerRules implements AreaRules {

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("GET /api/health").isPublic(), Rule.on("GET /api/me").allows(SIGNED_IN));
    }
}
