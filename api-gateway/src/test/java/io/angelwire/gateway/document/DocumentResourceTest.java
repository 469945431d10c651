package io.angelwire.gateway.document;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a document that was uploaded. Who sees which is DocumentsTest's. */
@QuarkusTest
class DocumentResourceTest {

    private static final byte[] CONTENT = Files.pdf("Our plans");

    @Inject
    DataSource database;

    private Person founder;
    private Person stranger;
    private UUID startup;
    private String id;

    @BeforeEach
    void somebodyShowsADocument() {
        founder = Investing.person(Role.FOUNDER);
        stranger = Investing.person(Role.FOUNDER);
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        startup = UUID.fromString(Stored.texts(database, "select startup_id from pitches where id = ?", pitch)
                .get(0));
        id = upload("PUBLIC");
    }

    @Test
    void aFileIsDownloadedAsItWasAndNeverShown() {
        byte[] content = content(stranger, "/content")
                .statusCode(200)
                .contentType("application/pdf")
                .header("Content-Length", equalTo(String.valueOf(CONTENT.length)))
                .header("Content-Disposition", "attachment; filename=\"deck.pdf\"; filename*=UTF-8''deck.pdf")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", containsString("no-cache"))
                .header("Content-Security-Policy", containsString("sandbox"))
                .extract()
                .asByteArray();

        assertThat(content).isEqualTo(CONTENT);
        as(stranger).head("/api/documents/" + id + "/content").then().statusCode(200);
        given().get("/api/documents/" + id + "/content").then().statusCode(401);
    }

    @Test
    void aPartOfAFileIsSentAndAFileThatIsKnownIsNot() {
        String tag = content(stranger, "/content").extract().header("ETag");
        String path = "/api/documents/" + id + "/content";

        assertThat(as(stranger)
                        .header("Range", "bytes=1-3")
                        .get(path)
                        .then()
                        .statusCode(206)
                        .header("Content-Range", "bytes 1-3/" + CONTENT.length)
                        .extract()
                        .asString())
                .isEqualTo("PDF");
        as(stranger)
                .header("Range", "bytes=1-3")
                .header("If-Range", "\"another\"")
                .get(path)
                .then()
                .statusCode(200);
        as(stranger)
                .header("Range", "bytes=999999-")
                .get(path)
                .then()
                .statusCode(416)
                .body("code", equalTo("range-not-satisfiable"));
        as(stranger).header("If-None-Match", tag).get(path).then().statusCode(304);
    }

    @Test
    void aChangeNamesTheVersionThatItIsMadeTo() {
        String tag = as(founder)
                .get("/api/documents/" + id)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        change(founder, null, "{\"name\":\"Plan\"}").statusCode(428).body("code", equalTo("precondition-required"));
        String next = change(founder, tag, "{\"name\":\"\u003cb\u003e \u20ac \\\"x\\\"\",\"visibility\":\"PRIVATE\"}")
                .statusCode(200)
                .body("name", equalTo("<b> € \"x\""))
                .body("visibility", equalTo("PRIVATE"))
                .extract()
                .header("ETag");
        change(founder, tag, "{\"name\":\"Plan\"}").statusCode(412).body("code", equalTo("precondition-failed"));
        change(founder, next, "{}").statusCode(200).body("name", equalTo("<b> € \"x\""));

        as(founder)
                .get("/api/documents/" + id + "/content")
                .then()
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"_b_ _ _x_.pdf\";"
                                + " filename*=UTF-8''%3Cb%3E%20%E2%82%AC%20%22x%22.pdf");
        as(stranger).get("/api/documents/" + id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"a\\nb\"", "\"a\\u0000\"", "\"\\u202Etxt\"", "\"\\uD800\""})
    void aNameThatIsNoTextIsRefused(String name) {
        change(founder, "*", "{\"name\":" + name + "}")
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/name")));
    }

    @Test
    void aNewVersionTakesThePlaceOfTheCurrentOne() {
        byte[] better = Files.pdf("Better plans");
        as(founder)
                .multiPart("file", "deck2.pdf", better)
                .post("/api/documents/" + id + "/versions")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/documents/" + id + "/versions/2/content"))
                .body("name", equalTo("deck.pdf"))
                .body("current.number", equalTo(2));

        assertThat(content(stranger, "/content").extract().asByteArray()).isEqualTo(better);
        as(founder)
                .get("/api/documents/" + id + "/versions")
                .then()
                .statusCode(200)
                .body("number", equalTo(List.of(2, 1)));
        assertThat(content(founder, "/versions/1/content").extract().asByteArray())
                .isEqualTo(CONTENT);
        content(stranger, "/versions").statusCode(200).body("number", equalTo(List.of(2)));
        content(stranger, "/versions/2/content").statusCode(200);
        content(stranger, "/versions/1/content").statusCode(404).body("code", equalTo("document-not-found"));
        content(founder, "/versions/3/content").statusCode(404);
        content(founder, "/versions/x/content").statusCode(404);
    }

    @Test
    void nobodyChangesWhatIsNotTheirs() {
        Person investor = Investing.person(Role.INVESTOR);

        change(stranger, "*", "{\"name\":\"Mine\"}").statusCode(404).body("code", equalTo("document-not-found"));
        change(investor, "*", "{\"name\":\"Mine\"}").statusCode(403);
        as(stranger)
                .multiPart("file", "deck.pdf", CONTENT)
                .post("/api/documents/" + id + "/versions")
                .then()
                .statusCode(404);
        as(stranger).delete("/api/documents/" + id).then().statusCode(404);
        as(investor).delete("/api/documents/" + id).then().statusCode(403);
        as(stranger).get("/api/documents/" + id).then().statusCode(200).body("current.number", equalTo(1));
    }

    @Test
    void aDeletedDocumentIsGoneForEverybody() {
        as(founder).delete("/api/documents/" + id).then().statusCode(204);

        for (Person user : List.of(founder, stranger, Investing.person(Role.ADMIN))) {
            for (String path : List.of("", "/content", "/versions", "/versions/1/content")) {
                content(user, path).statusCode(404);
            }
            as(user).get("/api/documents?startupId=" + startup).then().body("items", hasSize(0));
        }
        as(founder).delete("/api/documents/" + id).then().statusCode(404);
        as(founder)
                .multiPart("file", "deck.pdf", CONTENT)
                .post("/api/documents/" + id + "/versions")
                .then()
                .statusCode(404);
    }

    @Test
    void listsArePaged() {
        String second = upload("PUBLIC");
        upload("PRIVATE");
        String cursor = as(stranger)
                .get("/api/documents?limit=1&startupId=" + startup)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(second)))
                .extract()
                .path("nextCursor");
        as(stranger)
                .get("/api/documents?limit=1&startupId=" + startup + "&cursor=" + cursor)
                .then()
                .body("items.id", equalTo(List.of(id)))
                .body("nextCursor", nullValue());
        as(founder).get("/api/documents?limit=1&startupId=" + startup).then().body("items.id", not(hasItem(second)));
        as(stranger).get("/api/documents?pitchId=1").then().statusCode(400);
    }

    @Test
    void aSnippetIsSafeInHtmlWhateverTheDocumentSays() throws SQLException {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        page(id, "<script>alert(1)</script> & \"" + word + "\" <img src=x onerror='alert(1)'>");

        String snippet = as(stranger)
                .queryParam("q", word)
                .get("/api/documents/search")
                .then()
                .statusCode(200)
                .body("items.document.id", equalTo(List.of(id)))
                .body("items.page", equalTo(List.of(1)))
                .body("nextCursor", nullValue())
                .extract()
                .path("items[0].snippet");

        assertThat(snippet).contains("<mark>" + word + "</mark>");
        assertThat(snippet.replace("<mark>", "").replace("</mark>", "")).doesNotContain("<", ">", "\"", "'");
    }

    @Test
    void hitsArePagedAndAllOfThemAreMet() throws SQLException {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        String second = upload("PUBLIC");
        page(id, word + " " + word);
        page(second, word + " among other words");
        String cursor = as(stranger)
                .get("/api/documents/search?limit=1&q=" + word)
                .then()
                .body("items.document.id", equalTo(List.of(id)))
                .extract()
                .path("nextCursor");

        as(stranger)
                .get("/api/documents/search?limit=1&q=" + word + "&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.document.id", equalTo(List.of(second)))
                .body("nextCursor", nullValue());
    }

    @Test
    void aSearchForNothingIsRefused() {
        for (String text : List.of("", " ", "\u0000", "a\nb", "x".repeat(201))) {
            as(stranger)
                    .queryParam("q", text)
                    .get("/api/documents/search")
                    .then()
                    .statusCode(400);
        }
        as(stranger).get("/api/documents/search").then().statusCode(400);
        String ofAList = as(founder)
                .get("/api/documents?limit=1&startupId=" + startup + "&x=" + upload("PUBLIC"))
                .then()
                .extract()
                .path("nextCursor");
        as(stranger)
                .get("/api/documents/search?q=x&cursor=" + ofAList)
                .then()
                .statusCode(400)
                .body("code", equalTo("page-invalid"));
        as(stranger)
                .queryParam("q", "'; drop table documents; -- <b>")
                .get("/api/documents/search")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    private String upload(String visibility) {
        return as(founder)
                .multiPart("file", "deck.pdf", CONTENT)
                .multiPart("startupId", startup.toString())
                .multiPart("fileType", "FINANCIALS")
                .multiPart("visibility", visibility)
                .post("/api/documents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse content(Person who, String path) {
        return as(who).get("/api/documents/" + id + path).then();
    }

    private ValidatableResponse change(Person who, String tag, String body) {
        var request = as(who).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag))
                .patch("/api/documents/" + id)
                .then();
    }

    /** What the document worker would have found in it. */
    private void page(String document, String text) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "insert into document_pages (version_id, number, text) select id, 1, ? from document_versions"
                                + " where document_id = ?")) {
            insert.setString(1, text);
            insert.setObject(2, UUID.fromString(document));
            insert.executeUpdate();
        }
    }
}
