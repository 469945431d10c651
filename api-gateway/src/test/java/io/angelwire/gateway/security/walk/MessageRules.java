package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.OTHER_FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.OTHER_INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;
import static io.angelwire.gateway.security.walk.Rule.SIGNED_IN;

import io.angelwire.gateway.Requests;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Whoever sees a pitch reads and writes messages about it; those about an investment are its parties' and admins'. */
@Singleton
class MessageRules implements AreaRules {

    private static final String MESSAGES = "/api/messages";
    private static final Actor[] STRANGERS = {OTHER_INVESTOR, OTHER_FOUNDER, SERVICE};

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("GET " + MESSAGES)
                        .of("a published pitch")
                        .request((world, request) -> request.queryParam("pitchId", world.published()))
                        .allows(SIGNED_IN),
                Rule.on("GET " + MESSAGES)
                        .of("an investment")
                        .request((world, request) -> request.queryParam("investmentId", world.investment()))
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(STRANGERS),
                Rule.on("POST " + MESSAGES)
                        .of("a published pitch")
                        .body(world -> Map.of("pitchId", world.published(), "content", "How high?"))
                        .allows(SIGNED_IN),
                Rule.on("POST " + MESSAGES)
                        .of("an investment")
                        .body(world -> Map.of("investmentId", world.investment(), "content", "How high?"))
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(STRANGERS),
                Rule.on("GET " + MESSAGES + "/{id}")
                        .with("id", world -> aboutAnInvestment(world, world.investment()))
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(STRANGERS),
                Rule.on("GET " + MESSAGES + "/conversations").allows(SIGNED_IN),
                Rule.on("POST " + MESSAGES + "/read")
                        .body(world -> {
                            UUID investment = world.investment();
                            return Map.of(
                                    "investmentId", investment, "messageId", aboutAnInvestment(world, investment));
                        })
                        .allows(INVESTOR, FOUNDER, ADMIN)
                        .hides(STRANGERS));
    }

    private static String aboutAnInvestment(World world, UUID investment) {
        return Requests.as(world.person(INVESTOR))
                .contentType("application/json")
                .body(Map.of("investmentId", investment, "content", "How high?"))
                .post(MESSAGES)
                .path("id");
    }
}
