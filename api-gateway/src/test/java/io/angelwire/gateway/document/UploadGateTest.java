package io.angelwire.gateway.document;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that begin to send a file, and then take their time. */
@QuarkusTest
class UploadGateTest {

    private static final int LENGTH = 10_000;

    @Inject
    UploadsUnderWay underWay;

    @Inject
    UploadLimitConfig limits;

    @Inject
    MeterRegistry meters;

    private final List<Socket> clients = new ArrayList<>();
    private final Person founder = Investing.person(Role.FOUNDER);
    private final UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);

    @BeforeEach
    void nothingIsUnderWay() {
        await().until(() -> underWay.count() == 0);
    }

    @AfterEach
    void everyPlaceIsGivenBack() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        await().until(() -> underWay.count() == 0);
    }

    @Test
    void whoSendsTooManyAtOnceIsRefusedUntilOneHasEnded() throws IOException {
        double before = refused("too_many");
        for (int i = 0; i < limits.maxPerUser(); i++) {
            begin(founder, i + 1);
        }
        assertThat(meters.get("angelwire.uploads.active").gauge().value()).isEqualTo(limits.maxPerUser());
        upload(founder, "deck.pdf")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .header("Connection", "close")
                .body("code", equalTo("too-many-uploads"));
        assertThat(refused("too_many")).isEqualTo(before + 1);
        upload(Investing.person(Role.FOUNDER), "deck.pdf").statusCode(404);

        clients.get(0).close();
        await().until(() -> underWay.count() < limits.maxPerUser());
        upload(founder, "deck.pdf").statusCode(201);
    }

    @Test
    void whateverBecomesOfAnUploadItsPlaceIsFree() throws IOException {
        for (int i = 0; i <= limits.maxPerUser(); i++) {
            upload(founder, "deck.exe").statusCode(415);
            upload(Investing.person(Role.INVESTOR), "deck.pdf").statusCode(403);
            // A place is given back just after the answer; the next one may be quicker.
            await().until(() -> underWay.count() == 0);
            as(founder)
                    .multiPart("name", "no file")
                    .post("/api/documents")
                    .then()
                    .statusCode(422);
            await().until(() -> underWay.count() == 0);
            Socket client = begin(founder, 1);
            client.getOutputStream().write("x".repeat(LENGTH).getBytes(StandardCharsets.US_ASCII));
            assertThat(new BufferedReader(new InputStreamReader(client.getInputStream())).readLine())
                    .contains(" 400 ");
        }
    }

    @Test
    void anInstanceReceivesSoManyAndNoMore() throws IOException {
        for (int i = 0; i < limits.maxAtOnce(); i += limits.maxPerUser()) {
            Person other = Investing.person(Role.FOUNDER);
            for (int j = i; j < Math.min(i + limits.maxPerUser(), limits.maxAtOnce()); j++) {
                begin(other, j + 1);
            }
        }
        double before = refused("full");
        upload(founder, "deck.pdf")
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("uploads-full"));
        assertThat(refused("full")).isEqualTo(before + 1);
    }

    private double refused(String reason) {
        return meters.get("angelwire.uploads.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private ValidatableResponse upload(Person who, String name) {
        byte[] content = name.endsWith(".pdf") ? Files.pdf("Plans") : "<html>".getBytes(StandardCharsets.US_ASCII);
        String startup = as(founder).get("/api/pitches/" + pitch).path("startupId");
        return as(who).multiPart("file", name, content, "application/pdf")
                .multiPart("startupId", startup)
                .multiPart("fileType", "OTHER")
                .multiPart("visibility", "PUBLIC")
                .post("/api/documents")
                .then();
    }

    /** Sends the beginning of a file, and waits until this many are being received. */
    private Socket begin(Person who, int underWayThen) throws IOException {
        Socket client = new Socket("127.0.0.1", RestAssured.port);
        clients.add(client);
        client.getOutputStream().write("""
                        POST /api/documents HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Content-Type: multipart/form-data; boundary=b\r
                        Content-Length: %d\r
                        \r
                        --b\r
                        Content-Disposition: form-data; name="file"; filename="deck.pdf"\r
                        \r
                        %%PDF-1.7""".formatted(who.token(), LENGTH).getBytes(StandardCharsets.US_ASCII));
        await().until(() -> underWay.count() == underWayThen);
        return client;
    }
}
