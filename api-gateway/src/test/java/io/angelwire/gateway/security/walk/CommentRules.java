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

/** Whoever sees a pitch reads and writes comments on it; deleting is for who has written one, and admins. */
@Singleton
class CommentRules implements AreaRules {

    private static final String COMMENTS = "/api/pitches/{pitchId}/comments";
    private static final Actor[] WITHOUT_DRAFTS = {INVESTOR, OTHER_INVESTOR, OTHER_FOUNDER, SERVICE};

    @Override
    public List<Rule> rules() {
        return List.of(
                commenting("a published pitch")
                        .with("pitchId", World::published)
                        .allows(SIGNED_IN),
                commenting("a draft")
                        .with("pitchId", World::draft)
                        .allows(FOUNDER, ADMIN)
                        .hides(WITHOUT_DRAFTS),
                Rule.on("GET " + COMMENTS)
                        .of("a published pitch")
                        .with("pitchId", World::published)
                        .allows(SIGNED_IN),
                Rule.on("GET " + COMMENTS)
                        .of("a draft")
                        .with("pitchId", World::draft)
                        .allows(FOUNDER, ADMIN)
                        .hides(WITHOUT_DRAFTS),
                deleting());
    }

    private static Rule commenting(String pitch) {
        return Rule.on("POST " + COMMENTS).of(pitch).body(world -> Map.of("content", "How high?"));
    }

    /** Of the investor's, on one pitch: so that the comment is on the pitch that the request names. */
    private static Rule deleting() {
        UUID[] pitch = new UUID[1];
        return Rule.on("DELETE " + COMMENTS + "/{id}")
                .with("pitchId", world -> pitch[0] = world.published())
                .with(
                        "id",
                        world -> Requests.as(world.token(INVESTOR))
                                .contentType("application/json")
                                .body(Map.of("content", "How high?"))
                                .post(COMMENTS, pitch[0])
                                .path("id"))
                .allows(INVESTOR, ADMIN)
                .hides(OTHER_INVESTOR, FOUNDER, OTHER_FOUNDER, SERVICE);
    }
}
