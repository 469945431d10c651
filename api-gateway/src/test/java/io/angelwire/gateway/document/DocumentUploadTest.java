package io.angelwire.gateway.document;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored, and what is refused and leaves no trace. */
@QuarkusTest
class DocumentUploadTest {

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "angelwire.storage.folder")
    Path folder;

    private Person founder;
    private UUID startup;
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        founder = Investing.person(Role.FOUNDER);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        startup = UUID.fromString(Stored.texts(database, "select startup_id from pitches where id = ?", pitch)
                .get(0));
    }

    @Test
    void aFileIsStoredWithItsRowsAndJobs() throws IOException {
        byte[] content = Files.pdf("Our plans");
        String id = upload(founder, "PITCH_DECK", "deck.pdf", content)
                .statusCode(201)
                .header("Location", startsWith("/api/documents/"))
                .body("name", equalTo("deck.pdf"))
                .body("fileType", equalTo("PITCH_DECK"))
                .body("visibility", equalTo("PUBLIC"))
                .body("uploadedBy", equalTo(founder.id().toString()))
                .body("current.number", equalTo(1))
                .body("current.contentType", equalTo("application/pdf"))
                .body("current.size", equalTo(content.length))
                .body("current.indexing", equalTo("PENDING"))
                .extract()
                .path("id");

        UUID key = UUID.fromString(Stored.texts(
                        database,
                        "select storage_key from document_versions where document_id = ?",
                        UUID.fromString(id))
                .get(0));
        assertThat(file(key)).hasBinaryContent(content);
        assertThat(Stored.texts(
                        database,
                        "select target || ' ' || name from outbox where kind = 'job' and target <> 'analytics'"
                                + " and content like ? order by seq",
                        "%" + startup + "%"))
                .contains("cleanup cleanup_old_documents");
    }

    @Test
    void aRepeatedUploadIsOneDocument() {
        byte[] content = Files.pdf("Our plans");
        DistributionSummary stored = meters.get("angelwire.uploads.stored").summary();
        double before = stored.totalAmount();
        String first = keyed("k1", content).statusCode(201).extract().path("id");
        long files = files();

        keyed("k1", content)
                .statusCode(201)
                .header("Idempotent-Replayed", equalTo("true"))
                .body("id", equalTo(first));
        keyed("k1", Files.pdf("Other plans")).statusCode(422).body("code", equalTo("idempotency-key-reused"));

        assertThat(Stored.number(database, "select count(*) from documents where startup_id = ?", startup))
                .isEqualTo(1);
        assertThat(files()).isEqualTo(files);
        assertThat(stored.totalAmount()).isEqualTo(before + content.length);
    }

    @ParameterizedTest
    @CsvSource({"<html>, deck.pdf, 415, file-type-not-accepted", "'', deck.pdf, 422, file-empty"})
    void aFileThatIsNotAcceptedLeavesNothing(String content, String name, int status, String code) {
        refusal(() -> upload(founder, "OTHER", name, content.getBytes())
                .statusCode(status)
                .body("code", equalTo(code)));
    }

    @Test
    void everyMissingOrWrongFieldIsNamed() {
        refusal(() -> {
            as(founder)
                    .multiPart("name", "no file")
                    .post("/api/documents")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("validation-failed"))
                    .body("errors.pointer", hasItems("/file", "/startupId", "/fileType", "/visibility"));
            form(founder, "BOOK", "deck.pdf", Files.pdf(""))
                    .multiPart("pitchId", "1")
                    .multiPart("name", "a\u0007b")
                    .post("/api/documents")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItems("/fileType", "/pitchId", "/name"))
                    .body("errors.detail", hasItem("must be a UUID"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no part",
                "--x\r\n",
                "--x--\r\n",
                "--x\r\n\r\nabc\r\n--x--\r\n",
                "--x\r\nContent-Disposition\r\n\r\nabc\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=file\r\n\r\n%PDF-1.7\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n%PDF-1.7\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n",
                "--x\r\nContent-Disposition: form-data; name=\"name\"\r\nContent-Type: text/plain; charset=none\r\n\r\na\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"name\"\r\nContent-Transfer-Encoding: base64\r\n\r\n?\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename*=none''%zz\r\n\r\n%PDF-1.7\r\n--x--\r\n"
            })
    void whatIsNoFormIsRefused(String body) {
        refusal(() -> assertThat(as(founder)
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post("/api/documents")
                        .then()
                        .contentType("application/problem+json")
                        .extract()
                        .statusCode())
                .isIn(400, 422));
    }

    @Test
    void whatDoesNotEvenSayThatItIsAFormIsRefused() {
        refusal(() -> {
            as(founder)
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/documents")
                    .then()
                    .statusCode(415);
            as(founder)
                    .header("Content-Type", "multipart/form-data")
                    .body("no boundary".getBytes(StandardCharsets.UTF_8))
                    .post("/api/documents")
                    .then()
                    .statusCode(422);
        });
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAnnouncedOrNot() throws Exception {
        byte[] content = Files.pdf("x".repeat(300 * 1024));
        refusal(() ->
                upload(founder, "OTHER", "deck.pdf", content).statusCode(413).body("code", equalTo("body-too-large")));

        byte[] slightly = Files.pdf("x".repeat(256 * 1024));
        refusal(() ->
                upload(founder, "OTHER", "deck.pdf", slightly).statusCode(413).body("code", equalTo("body-too-large")));
    }

    @Test
    void aStreamThatDoesNotEndIsCutOff() throws Exception {
        long before = files();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/api/documents"))
                .header("Authorization", "Bearer " + founder.token())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofInputStream(EndlessForm::new))
                .build();
        int status;
        try {
            status = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException cutOff) {
            status = 413;
        }

        assertThat(status).isEqualTo(413);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void onlyTheFounderUploads() {
        refusal(() -> {
            byte[] content = Files.pdf("");
            given().multiPart("file", "deck.pdf", content)
                    .post("/api/documents")
                    .then()
                    .statusCode(401);
            upload(Investing.person(Role.INVESTOR), "OTHER", "deck.pdf", content)
                    .statusCode(403);
            upload(Investing.person(Role.FOUNDER), "OTHER", "deck.pdf", content)
                    .statusCode(404)
                    .body("code", equalTo("startup-not-found"));
            form(founder, "OTHER", "deck.pdf", content)
                    .multiPart("pitchId", UUID.randomUUID().toString())
                    .post("/api/documents")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("pitch-not-found"));
        });
    }

    private ValidatableResponse keyed(String key, byte[] content) {
        return form(founder, "OTHER", "deck.pdf", content)
                .header("Idempotency-Key", key)
                .post("/api/documents")
                .then();
    }

    private ValidatableResponse upload(Person who, String fileType, String name, byte[] content) {
        return form(who, fileType, name, content).post("/api/documents").then();
    }

    private RequestSpecification form(Person who, String fileType, String name, byte[] content) {
        return as(who).multiPart("file", name, content, "application/pdf")
                .multiPart("startupId", startup.toString())
                .multiPart("fileType", fileType)
                .multiPart("visibility", "PUBLIC");
    }

    private interface Attempt {
        void run();
    }

    private void refusal(Attempt attempt) {
        Stored.Traces before = Stored.traces(database);
        long documents = Stored.number(database, "select count(*) from documents");
        long files = files();
        attempt.run();
        assertThat(Stored.traces(database)).isEqualTo(before);
        assertThat(Stored.number(database, "select count(*) from documents")).isEqualTo(documents);
        assertThat(files()).isEqualTo(files);
    }

    private Path file(UUID key) {
        String name = key.toString();
        return folder.resolve("files").resolve(name.substring(34)).resolve(name);
    }

    private long files() {
        try (Stream<Path> all = java.nio.file.Files.walk(folder)) {
            return all.filter(java.nio.file.Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
