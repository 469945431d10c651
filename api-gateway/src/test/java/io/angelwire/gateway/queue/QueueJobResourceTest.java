package io.angelwire.gateway.queue;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.Stored.Traces;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class QueueJobResourceTest {

    private static final String MAIL = """
            {"to":"ada@test.angelwire.example","subject":"Hello","template":"investment-confirmation",
             "variables":{"share":12.50}}""";

    @Inject
    DataSource database;

    @Inject
    QueueInspector inspector;

    @Inject
    RedisDataSource redis;

    private Person service;

    @BeforeEach
    void aProgram() {
        service = Investing.person(Role.SERVICE);
    }

    private Response enqueue(String queue, String body) {
        return as(service).contentType(ContentType.JSON).body(body).post("/api/queues/" + queue + "/jobs");
    }

    private static String mail(String rest) {
        return "{\"name\":\"send_email\",\"payload\":" + MAIL + rest + "}";
    }

    @Test
    void aJobIsAcceptedWithItsAddressAndRunsWithItsOptions() throws Exception {
        Response accepted = enqueue("email", mail("""
                ,"options":{"delay":3600000,"priority":"HIGH","attempts":7,"timeout":1000,"limitKey":"acme",
                 "backoff":{"type":"fixed","delay":10},"deduplication":{"key":"%s","mode":"DROP"}}""".formatted(UUID.randomUUID())));

        accepted.then()
                .statusCode(202)
                .body("queue", equalTo("email"))
                .body("name", equalTo("send_email"))
                .body("id", notNullValue());
        String address = accepted.header("Location");
        assertThat(address).endsWith("/api/queues/email/jobs/" + accepted.path("id"));
        // At once, whether or not Redis has heard of it.
        as(service)
                .get(address)
                .then()
                .statusCode(200)
                .body("id", equalTo(accepted.path("id")))
                .body("name", equalTo("send_email"))
                .body("state", equalTo("delayed"))
                .body("attemptsMade", equalTo(0))
                .body("dueAt", notNullValue())
                .body("result", nullValue())
                .body("failedReason", nullValue());
        String engineId = engineId(accepted.path("id"));
        await().until(() -> find(engineId).isPresent());
        var job = find(engineId).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.DELAYED);
        assertThat(job.priority()).hasToString("HIGH");
        assertThat(job.limitKey()).isEqualTo("acme");
        assertThat(job.payload()).contains("\"share\":12.50", "\"to\":\"ada@test.angelwire.example\"");
    }

    private java.util.Optional<io.angelwire.job.JobDetails> find(String engineId) throws Exception {
        return inspector.find(QueueName.EMAIL, engineId).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private String engineId(String id) {
        return "service." + service.id().toString().replace("-", "") + "." + id;
    }

    @Test
    void theSameIdIsTheSameJobForItsProgramAlone() {
        String body = mail(",\"id\":\"mail-17\",\"options\":{\"delay\":3600000}");
        enqueue("email", body).then().statusCode(202).body("id", equalTo("mail-17"));
        enqueue("email", body).then().statusCode(202).body("id", equalTo("mail-17"));
        String engineId = engineId("mail-17");
        await().until(() -> find(engineId).isPresent());
        enqueue("email", body).then().statusCode(202);

        assertThat(Stored.number(database, "select count(*) from outbox where id = ?", engineId))
                .isEqualTo(1);
        Response notYours = as(Investing.person(Role.SERVICE)).get("/api/queues/email/jobs/mail-17");
        Response notThere = as(service).get("/api/queues/email/jobs/mail-18");
        notYours.then().statusCode(404).body("code", equalTo("job-not-found"));
        assertThat(notYours.body().asString()).isEqualTo(notThere.body().asString());
        as(service).get("/api/queues/email/jobs/%00").then().statusCode(404);
        as(service)
                .get("/api/queues/nowhere/jobs/mail-17")
                .then()
                .statusCode(404)
                .body("code", equalTo("queue-not-found"));
    }

    @Test
    void anIdempotencyKeyIsHonoured() {
        String key = UUID.randomUUID().toString();
        Response first = repeatable(key, mail(""));
        Response second = repeatable(key, mail("").replace("12.50", "12.5"));

        first.then().statusCode(202);
        second.then().statusCode(202).header("Idempotent-Replayed", "true");
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        repeatable(key, mail(",\"options\":{\"attempts\":1}"))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    private Response repeatable(String key, String body) {
        return as(service)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/queues/email/jobs");
    }

    @Test
    void whatCanNotRunIsRefusedWithTheReasonAndLeavesNoTrace() {
        Traces before = Stored.traces(database);

        enqueue("nowhere", mail("")).then().statusCode(404).body("code", equalTo("queue-not-found"));
        enqueue("email.0", mail("")).then().statusCode(404);
        invalid("email", "{\"name\":\"brew_coffee\",\"payload\":{}}", "/name");
        invalid("email", "{\"name\":\"process_payment\",\"payload\":{}}", "/name");
        invalid(
                "email",
                "{\"name\":\"send_email\",\"payload\":{\"to\":\"nobody\"}}",
                "/payload/subject",
                "/payload/template",
                "/payload/to");
        invalid("email", mail("").replace("\"Hello\"", "\"Hello\",\"bcc\":\"x\""), "/payload/bcc");
        invalid("notifications", "{\"name\":\"send_notification\",\"payload\":{\"userId\":7}}", "/payload/userId");
        invalid(
                "email",
                mail("").replace("}}", "},\"attachments\":[{\"filename\":\"\",\"content\":\"\"}]}"),
                "/payload/attachments/0/filename");
        invalid("email", mail(",\"id\":\"a b\""), "/id");
        invalid("email", mail(",\"options\":{\"attempts\":0,\"delay\":-1}"), "/options/attempts", "/options/delay");
        invalid("email", mail(",\"options\":{\"deduplication\":{\"key\":\"k\",\"mode\":\"THROTTLE\"}}"), "/options");
        invalid("notifications", """
                {"name":"send_notification","payload":{"userId":"%s","type":"SYSTEM","title":"a\\u0000b","content":"Hello",
                 "data":{"a/b":["\\ud83d\\ude00","\\ud83d"]},"channels":["DATABASE"]}}""".formatted(UUID.randomUUID()), "/payload/title", "/payload/data/a~1b/1");
        invalid("analytics", tracked("\"amountMinor\":1"), "/payload");
        invalid("analytics", tracked("\"properties\":{\"\\u0000\":1}"), "/payload/properties");
        enqueue("analytics", tracked("\"amountMinor\":1,\"currency\":\"QQQ\""))
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-currency"));
        enqueue("payments", """
                {"name":"process_payment","payload":{"investmentId":"%s","amount":1.001,"currency":"USD",
                 "paymentMethod":"CARD"}}""".formatted(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("code", equalTo("amount-too-precise"));
        enqueue("email", mail("").replace("12.50", "\"" + "x".repeat(300_000) + "\""))
                .then()
                .statusCode(413)
                .body("code", equalTo("payload-too-large"));
        enqueue("email", "{\"name\":\"send_email\",\"payload\":[]}").then().statusCode(400);

        assertThat(Stored.traces(database).keys()).isEqualTo(before.keys());
        assertThat(Stored.number(
                        database,
                        "select count(*) from outbox where id like ?",
                        "service." + service.id().toString().replace("-", "") + ".%"))
                .isZero();
    }

    private static String tracked(String more) {
        return """
                {"name":"track","payload":{"event":"test:event","subjectId":"%s","occurredAt":"2026-01-01T00:00:00Z",%s}}""".formatted(UUID.randomUUID(), more);
    }

    private void invalid(String queue, String body, String... pointers) {
        enqueue(queue, body)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", hasItems(pointers));
    }

    @Test
    void onlyProgramsEnqueueAndLook() {
        for (Role role : new Role[] {Role.INVESTOR, Role.FOUNDER, Role.ADMIN}) {
            Person person = Investing.person(role);
            as(person)
                    .contentType(ContentType.JSON)
                    .body(mail(""))
                    .post("/api/queues/email/jobs")
                    .then()
                    .statusCode(403);
            as(person).get("/api/queues/email/jobs/x").then().statusCode(403);
        }
    }

    @Test
    void whenRedisIsFullNothingIsAcceptedUntilItIsNot() {
        redis.execute("CONFIG", "SET", "maxmemory", "1mb");
        try {
            await().untilAsserted(() -> enqueue("email", mail(""))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("queues-full")));
        } finally {
            redis.execute("CONFIG", "SET", "maxmemory", "0");
        }
        await().untilAsserted(() -> enqueue("email", mail("")).then().statusCode(202));
    }

    @Test
    void aFailureIsToldWhenRedisHasForgottenTheJob() throws Exception {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into failed_jobs (id, queue_name, job_id, job_name, dead_letter_entry, failed_reason, attempts,
                                                 payload)
                        values (gen_random_uuid(), 'email', ?, 'send_email', '1-1', 'no such mailbox', 3, '{}')""")) {
            insert.setString(1, engineId("gone"));
            insert.executeUpdate();
        }

        as(service)
                .get("/api/queues/email/jobs/gone")
                .then()
                .statusCode(200)
                .body("state", equalTo("failed"))
                .body("failedReason", equalTo("no such mailbox"))
                .body("attemptsMade", equalTo(3));
    }
}
