package io.angelwire.gateway.idempotency;

import static io.angelwire.gateway.Requests.as;
import static io.angelwire.gateway.Requests.investing;
import static io.angelwire.gateway.Requests.investment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.Stored.Traces;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdempotencyTest {

    @Inject
    DataSource database;

    private final ExecutorService clients = Executors.newFixedThreadPool(8);
    private final String key = UUID.randomUUID().toString();
    private Person investor;
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        investor = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
    }

    @AfterEach
    void clientsGoHome() {
        clients.shutdownNow();
    }

    @Test
    void aRepetitionIsAnsweredTheSameAndDoesNothing() {
        Response first = post(investor, key, investment(pitch, "25000"));
        Traces before = Stored.traces(database);

        Response second = post(investor, key, investment(pitch, "25000"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body().asString()).isEqualTo(first.body().asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @Test
    void aBodyThatMeansTheSameIsARepetition() {
        Response first = post(investor, key, investment(pitch, "25000"));

        Response second = post(investor, key, """
                { "paymentMethod": "CARD", "currency": "USD",
                  "amount": 2.5e4, "pitchId": "%s" }""".formatted(pitch.toString().toUpperCase()));

        assertThat(second.body().asString()).isEqualTo(first.body().asString());
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        post(investor, key, investment(pitch, "25000"));
        UUID other = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        Traces before = Stored.traces(database);

        for (String body : List.of(
                investment(pitch, "25000.01"),
                investment(other, "25000"),
                investment(pitch.toString(), "25000", "EUR", "CARD"),
                investment(pitch.toString(), "25000", "USD", "CRYPTO"))) {
            post(investor, key, body)
                    .then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo("idempotency-key-reused"));
        }

        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @Test
    void keysBelongToTheirUser() {
        Response mine = post(investor, key, investment(pitch, "25000"));

        Response theirs = post(Investing.person(Role.INVESTOR), key, investment(pitch, "25000"));

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat((String) theirs.path("id")).isNotEqualTo(mine.path("id"));
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() {
        post(investor, key, investment(UUID.randomUUID(), "25000")).then().statusCode(404);
        post(investor, key, investment(pitch, "0")).then().statusCode(422);

        post(investor, key, investment(pitch, "25000")).then().statusCode(201);
    }

    @Test
    void withoutAKeyEveryRequestCounts() {
        String body = investment(pitch, "25000");

        String first = investing(investor, body).post("/api/investments").path("id");
        String second = investing(investor, body).post("/api/investments").path("id");

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void concurrentRepetitionsInvestOnce() {
        List<CompletableFuture<Response>> requests =
                IntStream.range(0, 8).mapToObj(i -> postAsync()).toList();

        assertThat(requests.stream()
                        .map(CompletableFuture::join)
                        .map(response -> response.body().asString()))
                .hasSize(8)
                .containsOnly(requests.get(0).join().body().asString());
        assertThat(requests).allSatisfy(r -> assertThat(r.join().statusCode()).isEqualTo(201));
        assertThat(Stored.number(database, "select count(*) from investments where investor_id = ?", investor.id()))
                .isEqualTo(1);
    }

    @Test
    void aRepetitionWaitsForTheFirstAndTakesItsPlaceIfThatFails() throws Exception {
        try (Connection first = claimed()) {
            CompletableFuture<Response> second = postAsync();
            awaitSomebodyWaiting();

            first.rollback();

            second.join().then().statusCode(201);
        }
    }

    @Test
    void aRepetitionDoesNotWaitForever() throws Exception {
        try (Connection first = claimed()) {
            post(investor, key, investment(pitch, "25000"))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("idempotency-key-in-use"));
            first.rollback();
        }
    }

    @Test
    void keysAreForgottenAfterADay() throws Exception {
        post(investor, key, investment(pitch, "25000")).then().statusCode(201);
        try (Connection connection = database.getConnection();
                var age = connection.prepareStatement(
                        "update idempotency_keys set created_at = now() - interval '25 hours' where user_id = ?")) {
            age.setObject(1, investor.id());
            age.executeUpdate();
        }

        post(investor, key, investment(pitch, "1")).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "caf\u00e9", "tab\there"})
    void aKeyOfOtherCharactersIsRefused(String unusable) {
        Traces before = Stored.traces(database);

        post(investor, unusable, investment(pitch, "25000"))
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));

        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @Test
    void theLengthOfAKeyIsLimited() {
        post(investor, "k".repeat(256), investment(pitch, "25000"))
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
        post(investor, "k".repeat(255), investment(pitch, "25000")).then().statusCode(201);
    }

    @Test
    void severalKeysAreRefused() {
        as(investor)
                .header("Idempotency-Key", "a", "b")
                .contentType("application/json")
                .body(investment(pitch, "25000"))
                .post("/api/investments")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
    }

    private static Response post(Person user, String key, String body) {
        return investing(user, body).header("Idempotency-Key", key).post("/api/investments");
    }

    private CompletableFuture<Response> postAsync() {
        return CompletableFuture.supplyAsync(() -> post(investor, key, investment(pitch, "25000")), clients);
    }

    /** A transaction that holds the key, as a first request would. */
    private Connection claimed() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (var claim = connection.prepareStatement(
                "insert into idempotency_keys (user_id, key, request_hash) values (?, ?, '')")) {
            claim.setObject(1, investor.id());
            claim.setString(2, key);
            claim.executeUpdate();
        }
        return connection;
    }

    private void awaitSomebodyWaiting() {
        await().until(() -> Stored.number(database, """
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like 'insert into idempotency_keys%'""") == 1);
    }
}
