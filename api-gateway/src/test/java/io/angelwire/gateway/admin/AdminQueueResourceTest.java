package io.angelwire.gateway.admin;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.queue.ProvingQueues;
import io.angelwire.job.Job;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.Timing;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdminQueueResourceTest {

    private static final String PROVING = "/api/admin/queues/proving";

    @Inject
    RedisDataSource redis;

    @Inject
    RedisSchedules schedules;

    private Person admin;

    @BeforeEach
    void anAdmin() {
        admin = Investing.person(Role.ADMIN);
    }

    @AfterEach
    void emptyQueues() {
        for (String queue : List.of("proving", "proving-split.0", "proving-split.1", "proving-split.2")) {
            for (String key : redis.key().keys("queue:{" + queue + "}:*")) {
                redis.key().del(key);
            }
        }
    }

    @Test
    void theDashboardHasEveryQueueInTheDescribedShape() {
        Job job = Job.of("work", Map.of("secret", "x"));
        ProvingQueues.enqueue(ProvingQueues.PLAIN, job, Job.of("work", Map.of()));

        Response dashboard = as(admin).get("/api/admin/queues");

        dashboard.then().statusCode(200).body("nextCursor", nullValue());
        Map<String, Map<String, ?>> queues = dashboard.path("queues");
        assertThat(queues).containsKeys("email", "notifications", "payments", "proving");
        for (String list : List.of("waiting", "active", "completed", "failed", "delayed", "paused")) {
            assertThat(queues)
                    .allSatisfy((name, queue) -> assertThat(queue.get(list)).isInstanceOf(List.class));
        }
        dashboard
                .then()
                .body("queues.proving.counts.waiting", equalTo(2))
                .body("queues.proving.counts.active", equalTo(0))
                .body("queues.proving.waiting.id", hasItem(job.id()))
                .body("queues.proving.waiting.state", everyItem(equalTo("waiting")))
                .body("queues.proving.oldestWaitingAt", notNullValue());
        assertThat(dashboard.body().asString()).doesNotContain("secret");
    }

    @Test
    void itsPagesHaveEachQueueOnce() {
        Set<String> all = new HashSet<>(as(admin)
                .get("/api/admin/queues")
                .<Map<String, ?>>path("queues")
                .keySet());
        Set<String> paged = new HashSet<>();
        String cursor = null;
        do {
            var request = as(admin).queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/api/admin/queues");
            Map<String, ?> queues = page.then().statusCode(200).extract().path("queues");
            assertThat(queues).hasSizeBetween(1, 2);
            assertThat(paged).doesNotContainAnyElementsOf(queues.keySet());
            paged.addAll(queues.keySet());
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(paged).isEqualTo(all);

        as(admin)
                .queryParam("cursor", "nonsense")
                .get("/api/admin/queues")
                .then()
                .statusCode(400);
        as(admin).queryParam("limit", 0).get("/api/admin/queues").then().statusCode(400);
    }

    @Test
    void aSplitQueueIsOneQueue() {
        for (int n = 0; n < 30; n++) {
            ProvingQueues.enqueue(ProvingQueues.SPLIT, Job.of("work", Map.of("n", n)));
        }
        as(admin)
                .get(PROVING + "-split")
                .then()
                .statusCode(200)
                .body("overview.counts.waiting", equalTo(30))
                .body("overview.waiting", hasSize(10))
                .body("settings.partitions", equalTo(3));
        as(admin).get(PROVING + "-split.0").then().statusCode(404).body("code", equalTo("queue-not-found"));

        // Each part has to have a share of a limit.
        limits(PROVING + "-split", "{\"concurrency\":2}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", equalTo("concurrency of a queue of 3 partitions must be at least 3: 2"));
        limits(PROVING + "-split", "{\"concurrency\":9}").then().statusCode(200);
        as(admin).get(PROVING + "-split/limits").then().body("concurrency", equalTo(9));
    }

    @Test
    void pausingResumingAndLimitsHoldAtOnceAndAreRecorded() {
        ProvingQueues.enqueue(ProvingQueues.PLAIN, Job.of("work", Map.of()));

        as(admin).post(PROVING + "/pause").then().statusCode(200).body("isPaused", equalTo(true));
        as(admin)
                .get(PROVING)
                .then()
                .body("overview.isPaused", equalTo(true))
                .body("overview.waiting", empty())
                .body("overview.paused", hasSize(1))
                .body("overview.counts.paused", equalTo(1));
        as(admin).post(PROVING + "/resume").then().statusCode(200);
        as(admin).get(PROVING).then().body("overview.isPaused", equalTo(false));

        limits(PROVING, "{\"rateLimit\":5,\"rateWindow\":2000,\"keyConcurrency\":1}")
                .then()
                .statusCode(200);
        as(admin)
                .get(PROVING)
                .then()
                .body("limits.rateLimit", equalTo(5))
                .body("limits.rateWindow", equalTo(2000))
                .body("limits.concurrency", nullValue())
                .body("settings.concurrency", equalTo(2));
        as(admin).delete(PROVING + "/limits").then().statusCode(200);
        as(admin).get(PROVING + "/limits").then().statusCode(200).body("rateLimit", nullValue());

        as(admin)
                .queryParam("adminId", admin.id().toString())
                .get("/api/admin/audit")
                .then()
                .statusCode(200)
                .body("items.action", contains("queue.limits.unset", "queue.limits.set", "queue.resume", "queue.pause"))
                .body("items.outcome", everyItem(equalTo("DONE")))
                .body("items.target", hasItems(PROVING, PROVING + "/limits"))
                .body("items[1].details.rateLimit", equalTo(5))
                .body("items[3].result.isPaused", equalTo(true))
                .body("items.endedAt", everyItem(notNullValue()));
    }

    @Test
    void limitsThatMeanNothingAreRefusedAndNotRecorded() {
        limits(PROVING, "{\"concurrency\":0,\"rateWindow\":0}")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/concurrency", "/rateWindow"));
        limits(PROVING, "{\"speed\":1}").then().statusCode(400);
        limits("/api/admin/queues/nowhere", "{}").then().statusCode(404);
        as(admin).post("/api/admin/queues/nowhere/pause").then().statusCode(404);

        recorded().then().body("items", empty());
    }

    private Response recorded() {
        return as(admin).queryParam("adminId", admin.id().toString()).get("/api/admin/audit");
    }

    private Response limits(String queue, String body) {
        return as(admin).contentType(ContentType.JSON).body(body).put(queue + "/limits");
    }

    @Test
    void schedulesAreListedPausedResumedAndEnded() throws Exception {
        schedules
                .put(Schedule.of(ProvingQueues.SPLIT, "beat", Timing.every(Duration.ofHours(1)), "work", Map.of()))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        String path = PROVING + "-split/schedules";

        as(admin)
                .get(path)
                .then()
                .statusCode(200)
                .body("items.id", contains("beat"))
                .body("items.jobName", contains("work"))
                .body("items[0].nextAt", notNullValue())
                .body("items[0].isPaused", equalTo(false));
        as(admin).post(path + "/beat/pause").then().statusCode(200).body("isPaused", equalTo(true));
        as(admin).get(path).then().body("items.isPaused", contains(true));
        as(admin).post(path + "/beat/resume").then().statusCode(200).body("isPaused", equalTo(false));
        as(admin).get(path).then().body("items.isPaused", contains(false));
        as(admin).delete(path + "/beat").then().statusCode(200);
        as(admin).get(path).then().body("items", empty());
        as(admin).delete(path + "/beat").then().statusCode(404).body("code", equalTo("schedule-not-found"));
        as(admin).post(path + "/beat/pause").then().statusCode(404).body("code", equalTo("schedule-not-found"));
        recorded()
                .then()
                .body("items.action", contains("schedule.remove", "schedule.resume", "schedule.pause"))
                .body("items[2].target", equalTo(path + "/beat"));
    }

    @Test
    void theRecordHasPagesAndKinds() {
        for (int n = 0; n < 3; n++) {
            as(admin).post(PROVING + "/pause").then().statusCode(200);
            as(admin).post(PROVING + "/resume").then().statusCode(200);
        }

        Response first = as(admin)
                .queryParam("adminId", admin.id().toString())
                .queryParam("action", "queue.pause")
                .queryParam("limit", 2)
                .get("/api/admin/audit");
        first.then().body("items.action", contains("queue.pause", "queue.pause"));
        as(admin)
                .queryParam("adminId", admin.id().toString())
                .queryParam("action", "queue.pause")
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/api/admin/audit")
                .then()
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
        as(admin).queryParam("adminId", "me").get("/api/admin/audit").then().statusCode(400);
    }

    @Test
    void nobodyButAdminsIsHere() {
        for (Role role : List.of(Role.INVESTOR, Role.FOUNDER, Role.SERVICE)) {
            Person person = Investing.person(role);
            for (String path : List.of(
                    "/api/admin/queues",
                    PROVING,
                    PROVING + "/limits",
                    PROVING + "/schedules",
                    PROVING + "/jobs",
                    PROVING + "/jobs/x",
                    "/api/admin/audit",
                    "/api/admin/dead-letters",
                    "/api/admin/dead-letters/groups")) {
                as(person).get(path).then().statusCode(403);
            }
            as(person).post(PROVING + "/pause").then().statusCode(403);
        }
    }
}
