package io.angelwire.gateway.security.walk;

import java.util.List;

/**
 * Who may do what in one area of the API. Each area has a file with its rules, a {@code @Singleton} class that
 * implements this; {@link AuthorizationWalkTest} finds it. Every operation that the API describes needs a rule, and
 * several where it depends on the thing what its people may do:
 *
 * <pre>{@code
 * Rule.on("PUT /api/pitches/{id}")                          // as the OpenAPI document has it
 *         .of("somebody's pitch").with("id", World::published)
 *         .header("If-Match", "*").body(world -> Map.of(…))  // that would succeed for who may
 *         .allows(FOUNDER).hides(OTHER_FOUNDER)              // nobody: 401; everybody else: 403
 * }</pre>
 */
interface AreaRules {

    List<Rule> rules();
}
