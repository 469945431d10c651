package io.angelwire.gateway.admin;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLetterResourceTest {

    private static final String PATH = "/api/admin/dead-letters";

    @Inject
    DataSource database;

    private Person admin;

    /** Every test has jobs of its own, by their name. */
    private String jobName;

    @BeforeEach
    void anAdmin() {
        admin = Investing.person(Role.ADMIN);
        jobName = "work-" + UUID.randomUUID();
    }

    private UUID failed(String reason, int secondsAgo) throws SQLException {
        UUID id = UUID.randomUUID();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into failed_jobs (id, queue_name, job_id, job_name, dead_letter_entry, failed_reason, attempts,
                                                 payload, failed_at)
                        values (?, 'proving', ?, ?, '1-1', ?, 3, '{"n":1}', now() - ? * interval '1 second')""")) {
            insert.setObject(1, id);
            insert.setString(2, id.toString());
            insert.setString(3, jobName);
            insert.setString(4, reason);
            insert.setInt(5, secondsAgo);
            insert.executeUpdate();
        }
        return id;
    }

    private Response list(String... parameters) {
        var request = as(admin).queryParam("jobName", jobName);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get(PATH);
    }

    @Test
    void theyAreListedFilteredAndShown() throws Exception {
        UUID old = failed("timed out", 100);
        UUID fresh = failed("no route to host 10.0.0.1", 1);

        list().then()
                .statusCode(200)
                .body("items.id", contains(fresh.toString(), old.toString()))
                .body("items[0].queue", equalTo("proving"))
                .body("items[0].failedReason", equalTo("no route to host 10.0.0.1"))
                .body("items[0]", not(hasKey("payload")));
        list("reason", "route").then().body("items.id", contains(fresh.toString()));
        list("limit", "1").then().body("items", hasSize(1));
        list("limit", "1", "cursor", list("limit", "1").path("nextCursor"))
                .then()
                .body("items.id", contains(old.toString()))
                .body("nextCursor", nullValue());
        list("failedAfter", "2099-01-01T00:00:00Z").then().body("items", empty());
        list("failedAfter", "2026-01-02T00:00:00Z", "failedBefore", "2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("code", equalTo("parameter-invalid"));
        list("queue", "nowhere").then().statusCode(404);
        list("status", "lost").then().statusCode(400);
        list("failedBefore", "yesterday").then().statusCode(400);
        list("reason", "a\u0000b").then().statusCode(400);
        as(admin).get(PATH + "/" + old).then().statusCode(200).body("payload.n", equalTo(1));
        as(admin)
                .get(PATH + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("failed-job-not-found"));
    }

    @Test
    void failuresOfOneKindAreOneGroupWithTheirNumber() throws Exception {
        failed("no route to host 10.0.0.1", 30);
        UUID latest = failed("no route to host 10.0.0.2", 10);
        failed("timed out", 5);

        Response groups = as(admin).queryParam("jobName", jobName).get(PATH + "/groups");

        groups.then()
                .statusCode(200)
                .body("items.error", contains("no route to host <n>", "timed out"))
                .body("items.failures", contains(2, 1))
                .body("items[0].queues", contains("proving"))
                .body("items[0].latest", equalTo(latest.toString()));
        list("group", groups.path("items[0].group")).then().body("items", hasSize(2));
    }

    @Test
    void oneIsReplayedOrDiscardedOnce() throws Exception {
        UUID replayed = failed("no", 2);
        UUID discarded = failed("no", 1);

        as(admin).post(PATH + "/" + replayed + "/replay").then().statusCode(200).body("done", equalTo(1));
        as(admin)
                .post(PATH + "/" + discarded + "/discard")
                .then()
                .statusCode(200)
                .body("done", equalTo(1));

        as(admin).post(PATH + "/" + replayed + "/replay").then().statusCode(409).body("code", equalTo("job-state"));
        as(admin).post(PATH + "/" + discarded + "/replay").then().statusCode(409);
        as(admin).post(PATH + "/" + UUID.randomUUID() + "/replay").then().statusCode(404);
        list().then().body("items", empty());
        list("status", "replayed").then().body("items.id", contains(replayed.toString()));
        list("status", "discarded").then().body("items.id", contains(discarded.toString()));
        assertThat(Stored.number(database, "select count(*) from outbox where id = ?", replayed.toString()))
                .isEqualTo(1);
        as(admin)
                .queryParam("adminId", admin.id().toString())
                .get("/api/admin/audit")
                .then()
                .body(
                        "items.action",
                        contains(
                                "dead-letter.replay",
                                "dead-letter.replay",
                                "dead-letter.discard",
                                "dead-letter.replay"))
                .body("items.outcome", contains("FAILED", "FAILED", "DONE", "DONE"));
    }

    @Test
    void thoseOfAFilterAreReplayedOrDiscardedTheOldestFirst() throws Exception {
        UUID oldest = failed("no route", 30);
        failed("no route", 20);
        failed("timed out", 10);

        all("replay", "\"reason\":\"route\",\"limit\":1")
                .then()
                .statusCode(200)
                .body("done", equalTo(1))
                .body("more", equalTo(true));
        list("status", "replayed").then().body("items.id", contains(oldest.toString()));
        all("replay", "\"reason\":\"route\"").then().body("done", equalTo(1)).body("more", equalTo(false));
        all("discard", "\"queue\":\"proving\"").then().body("done", equalTo(1));
        list().then().body("items", empty());

        all("replay", "\"limit\":1001").then().statusCode(422);
        all("replay", "\"failedAfter\":\"+100000-01-01T00:00:00Z\"").then().statusCode(422);
        all("discard", "\"reason\":\"\\u0000\"").then().statusCode(422);
        all("replay", "\"failedAfter\":\"2026-01-02T00:00:00Z\",\"failedBefore\":\"2026-01-01T00:00:00Z\"")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/failedAfter"));
        all("discard", "\"queue\":\"nowhere\"").then().statusCode(404);
    }

    private Response all(String action, String filter) {
        return as(admin)
                .contentType(ContentType.JSON)
                .body("{\"jobName\":\"" + jobName + "\"," + filter + "}")
                .post(PATH + "/" + action);
    }
}
