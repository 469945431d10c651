package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.OTHER_FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.OTHER_INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;
import static io.angelwire.gateway.security.walk.Rule.SIGNED_IN;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Startups and pitches are written by their founders; whoever is signed in reads them, drafts excepted. */
@Singleton
class PitchRules implements AreaRules {

    private static final Actor[] WITHOUT_DRAFTS = {INVESTOR, OTHER_INVESTOR, OTHER_FOUNDER, SERVICE};

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("GET /api/startups").query("mine", true).allows(SIGNED_IN),
                Rule.on("POST /api/startups")
                        .body(world -> Map.of("name", "Solar Kites"))
                        .allows(FOUNDER, OTHER_FOUNDER),
                Rule.on("GET /api/startups/{id}").with("id", World::startup).allows(SIGNED_IN),
                Rule.on("PUT /api/startups/{id}")
                        .with("id", World::startup)
                        .header("If-Match", "*")
                        .body(world -> Map.of("name", "Lunar Kites"))
                        .allows(FOUNDER)
                        .hides(OTHER_FOUNDER),
                Rule.on("GET /api/pitches").allows(SIGNED_IN),
                Rule.on("POST /api/pitches")
                        .of("somebody's startup")
                        .body(world -> Map.of(
                                "startupId",
                                world.startup(),
                                "title",
                                "a",
                                "summary",
                                "b",
                                "goal",
                                1,
                                "currency",
                                "USD"))
                        .allows(FOUNDER)
                        .hides(OTHER_FOUNDER),
                Rule.on("GET /api/pitches/{id}")
                        .of("a published one")
                        .with("id", World::published)
                        .allows(SIGNED_IN),
                Rule.on("GET /api/pitches/{id}")
                        .of("a draft")
                        .with("id", World::draft)
                        .allows(FOUNDER, ADMIN)
                        .hides(WITHOUT_DRAFTS),
                Rule.on("PUT /api/pitches/{id}")
                        .with("id", World::published)
                        .header("If-Match", "*")
                        .body(world -> Map.of("title", "a", "summary", "b", "goal", 1, "currency", "USD"))
                        .allows(FOUNDER)
                        .hides(OTHER_FOUNDER),
                Rule.on("POST /api/pitches/{id}/publish")
                        .with("id", World::draft)
                        .allows(FOUNDER)
                        .hides(OTHER_FOUNDER),
                Rule.on("POST /api/pitches/{id}/unpublish")
                        .with("id", World::published)
                        .allows(FOUNDER)
                        .hides(OTHER_FOUNDER));
    }
}
