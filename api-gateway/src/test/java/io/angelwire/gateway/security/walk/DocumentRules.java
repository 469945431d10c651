package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.OTHER_FOUNDER;
import static io.angelwire.gateway.security.walk.Actor.OTHER_INVESTOR;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;
import static io.angelwire.gateway.security.walk.Rule.SIGNED_IN;

import io.angelwire.gateway.Requests;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Documents, and their earlier versions, are their startup's founder's and admins' business; the present version is read as
 * the document's visibility has it.
 */
@Singleton
class DocumentRules implements AreaRules {

    private static final byte[] PDF = "%PDF-1.7\nplans".getBytes(StandardCharsets.UTF_8);
    private static final Actor[] STRANGERS = {INVESTOR, OTHER_INVESTOR, OTHER_FOUNDER, SERVICE};

    @Override
    public List<Rule> rules() {
        Stream<Rule> keeping = Stream.of(
                Rule.on("POST /api/documents")
                        .of("a startup")
                        .request((world, request) -> file(request)
                                .multiPart("startupId", world.startup().toString())
                                .multiPart("fileType", "OTHER")
                                .multiPart("visibility", "PRIVATE"))
                        .allows(FOUNDER, ADMIN)
                        .hides(OTHER_FOUNDER),
                Rule.on("PATCH /api/documents/{id}")
                        .with("id", world -> uploaded(world, "PUBLIC"))
                        .header("If-Match", "*")
                        .body(world -> Map.of("name", "plans.pdf"))
                        .allows(FOUNDER, ADMIN)
                        .hides(OTHER_FOUNDER),
                Rule.on("DELETE /api/documents/{id}")
                        .with("id", world -> uploaded(world, "PUBLIC"))
                        .allows(FOUNDER, ADMIN)
                        .hides(OTHER_FOUNDER),
                Rule.on("POST /api/documents/{id}/versions")
                        .with("id", world -> uploaded(world, "PUBLIC"))
                        .request((world, request) -> file(request))
                        .allows(FOUNDER, ADMIN)
                        .hides(OTHER_FOUNDER),
                Rule.on("GET /api/documents/{id}/versions")
                        .of("a private document")
                        .with("id", world -> uploaded(world, "PRIVATE"))
                        .allows(FOUNDER, ADMIN)
                        .hides(STRANGERS),
                Rule.on("GET /api/documents/{id}/versions/{number}/content")
                        .of("an earlier version")
                        .with("number", world -> 1)
                        .with("id", DocumentRules::revised)
                        .allows(FOUNDER, ADMIN)
                        .hides(STRANGERS),
                Rule.on("GET /api/documents/{id}/versions/{number}/content")
                        .of("the present version")
                        .with("number", world -> 2)
                        .with("id", DocumentRules::revised)
                        .allows(SIGNED_IN),
                Rule.on("GET /api/documents").allows(SIGNED_IN),
                Rule.on("GET /api/documents/search").query("q", "plans").allows(SIGNED_IN));
        return Stream.concat(keeping, Stream.of("", "/content").flatMap(DocumentRules::reading))
                .toList();
    }

    private static Stream<Rule> reading(String what) {
        return Stream.of(
                Rule.on("GET /api/documents/{id}" + what)
                        .of("a public one")
                        .with("id", world -> uploaded(world, "PUBLIC"))
                        .allows(SIGNED_IN),
                Rule.on("GET /api/documents/{id}" + what)
                        .of("a private one")
                        .with("id", world -> uploaded(world, "PRIVATE"))
                        .allows(FOUNDER, ADMIN)
                        .hides(STRANGERS));
    }

    /** Of the founder's, for a startup that everybody sees, since a pitch of it is published. */
    private static String uploaded(World world, String visibility) {
        String startup = Requests.as(world.token(FOUNDER))
                .get("/api/pitches/{id}", world.published())
                .path("startupId");
        return file(Requests.as(world.token(FOUNDER)))
                .multiPart("startupId", startup)
                .multiPart("fileType", "OTHER")
                .multiPart("visibility", visibility)
                .post("/api/documents")
                .path("id");
    }

    /** A public document of two versions. */
    private static String revised(World world) {
        String document = uploaded(world, "PUBLIC");
        file(Requests.as(world.token(FOUNDER)))
                .post("/api/documents/{id}/versions", document)
                .then()
                .statusCode(201);
        return document;
    }

    private static RequestSpecification file(RequestSpecification request) {
        return request.multiPart("file", "plans.pdf", PDF);
    }
}
