package io.angelwire.gateway.admin;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.queue.ProvingQueues;
import io.angelwire.gateway.queue.ProvingQueues.Leased;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdminJobResourceTest {

    private static final String JOBS = "/api/admin/queues/proving/jobs";
    private static final JobOptions LATER = JobOptions.DEFAULT.withDelay(Duration.ofHours(1));

    @Inject
    RedisDataSource redis;

    @Inject
    RedisJobProducer producer;

    private Person admin;

    @BeforeEach
    void anAdmin() {
        admin = Investing.person(Role.ADMIN);
    }

    @AfterEach
    void emptyQueue() {
        for (String key : redis.key().keys("queue:{proving}:*")) {
            redis.key().del(key);
        }
    }

    private static Job job() {
        return Job.of("work", Map.of("n", 1.50));
    }

    private void enqueue(Job... jobs) {
        ProvingQueues.enqueue(ProvingQueues.PLAIN, jobs);
    }

    private List<String> actions() {
        return as(admin)
                .queryParam("adminId", admin.id().toString())
                .get("/api/admin/audit")
                .path("items.action");
    }

    @Test
    void jobsOfAStateComeInPages() {
        List<Job> jobs = IntStream.range(0, 7).mapToObj(n -> job()).toList();
        jobs.forEach(this::enqueue);
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var request = as(admin).queryParam("limit", 3);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(JOBS);
            ids.addAll(page.then().statusCode(200).extract().path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(ids).containsExactlyElementsOf(jobs.stream().map(Job::id).toList());

        String ofWaiting = as(admin).queryParam("limit", 3).get(JOBS).path("nextCursor");
        as(admin)
                .queryParam("cursor", ofWaiting)
                .queryParam("state", "failed")
                .get(JOBS)
                .then()
                .statusCode(400)
                .body("code", equalTo("page-invalid"));
        as(admin)
                .queryParam("cursor", "am9icy13YWl0aW5nIG5vbnNlbnNl")
                .get(JOBS)
                .then()
                .statusCode(400);
        as(admin).queryParam("state", "asleep").get(JOBS).then().statusCode(400);
    }

    @Test
    void jobsOfANameAreFound() {
        Job rare = Job.of("rare", Map.of());
        enqueue(job(), rare, job());

        as(admin).queryParam("name", "rare").get(JOBS).then().body("items.id", contains(rare.id()));
        as(admin).queryParam("name", "unheard-of").get(JOBS).then().body("items", empty());
        as(admin).queryParam("state", "delayed").get(JOBS).then().body("items", empty());
    }

    @Test
    void aFailedJobTellsItsStoryAndIsTriedAgain() {
        Job job = job();
        enqueue(job);
        Leased leased = ProvingQueues.take(1);
        leased.report("{\"percent\":40}", "2026-01-01T00:00:00Z half way");
        as(admin).get(JOBS + "/" + job.id()).then().body("state", equalTo("active"));
        refused("DELETE", job, "");
        leased.fail("no route");

        Response told = as(admin).get(JOBS + "/" + job.id());
        told.then()
                .statusCode(200)
                .body("state", equalTo("failed"))
                .body("failedReason", equalTo("no route"))
                .body("progress.percent", equalTo(40))
                .body("log[0]", endsWith("half way"))
                .body("attempts[0].error", equalTo("no route"))
                .body("attempts[0].ranMillis", equalTo(7))
                .body("timeline.what", containsInAnyOrder("attempt-failed", "enqueued", "failed"))
                .body("parent", nullValue());
        assertThat(told.body().asString()).contains("\"payload\":{\"n\":1.5}");

        as(admin).post(JOBS + "/" + job.id() + "/retry").then().statusCode(200).body("outcome", equalTo("retried"));
        as(admin).get(JOBS + "/" + job.id()).then().body("state", equalTo("waiting"));
        refused("POST", job, "/retry");
        assertThat(actions()).containsExactly("job.retry", "job.retry", "job.remove");
        leased.stop();
    }

    @Test
    void jobsArePromotedCancelledAndRemoved() {
        Job promoted = job().withOptions(LATER);
        Job cancelled = job().withOptions(LATER);
        Job removed = job();
        enqueue(promoted, cancelled, removed);

        act("POST", promoted, "/promote", "promoted");
        act("POST", cancelled, "/cancel", "cancelled");
        act("DELETE", removed, "", "removed");

        as(admin).get(JOBS + "/" + promoted.id()).then().body("state", equalTo("waiting"));
        as(admin)
                .get(JOBS + "/" + cancelled.id())
                .then()
                .body("state", equalTo("cancelled"))
                .body("result", equalTo("cancelled by an admin"));
        as(admin).get(JOBS + "/" + removed.id()).then().statusCode(404).body("code", equalTo("job-not-found"));
        refused("POST", promoted, "/promote");
        refused("POST", cancelled, "/cancel");
        as(admin).post(JOBS + "/" + removed.id() + "/cancel").then().statusCode(404);
        as(admin)
                .queryParam("adminId", admin.id().toString())
                .get("/api/admin/audit")
                .then()
                .body("items.outcome", contains("FAILED", "FAILED", "DONE", "DONE", "DONE"))
                .body("items[0].result.error", equalTo("job-state"))
                .body("items[4].target", equalTo(JOBS + "/" + promoted.id()));
    }

    private void act(String method, Job job, String action, String outcome) {
        as(admin)
                .request(method, JOBS + "/" + job.id() + action)
                .then()
                .statusCode(200)
                .body("outcome", equalTo(outcome));
    }

    private void refused(String method, Job job, String action) {
        as(admin)
                .request(method, JOBS + "/" + job.id() + action)
                .then()
                .statusCode(409)
                .body("code", equalTo("job-state"));
    }

    @Test
    void parentsAndChildrenAreLinked() throws Exception {
        Job parent = job();
        Job child = job();
        JobFlow flow = JobFlow.of(ProvingQueues.PLAIN, parent).waitingFor(JobFlow.of(ProvingQueues.PLAIN, child));
        producer.enqueue(flow).toCompletableFuture().get(5, TimeUnit.SECONDS);

        as(admin)
                .get(JOBS + "/" + parent.id())
                .then()
                .body("state", equalTo("waiting-children"))
                .body("children.job", contains("proving/" + child.id()));
        as(admin).get(JOBS + "/" + child.id()).then().body("parent", equalTo("proving/" + parent.id()));
    }

    @Test
    void manyJobsAreChangedInBoundedRequests() {
        enqueue(IntStream.range(0, 250).mapToObj(n -> job().withOptions(LATER)).toArray(Job[]::new));
        enqueue(Job.of("other", Map.of()).withOptions(LATER));

        Response first = bulk("{\"operation\":\"PROMOTE\",\"state\":\"DELAYED\",\"name\":\"work\",\"limit\":100}");
        first.then().statusCode(200).body("done", equalTo(100));
        bulk("{\"operation\":\"PROMOTE\",\"state\":\"DELAYED\",\"name\":\"work\",\"cursor\":\""
                        + first.path("nextCursor") + "\"}")
                .then()
                .body("done", equalTo(150))
                .body("nextCursor", nullValue());
        as(admin).queryParam("state", "delayed").get(JOBS).then().body("items.name", contains("other"));
        bulk("{\"operation\":\"REMOVE\",\"state\":\"WAITING\"}").then().body("done", equalTo(250));
        bulk("{\"operation\":\"CANCEL\",\"state\":\"DELAYED\",\"enqueuedBefore\":\"2020-01-01T00:00:00Z\"}")
                .then()
                .body("done", equalTo(0));

        assertThat(actions()).hasSize(4).containsOnly("jobs.bulk");
        as(admin)
                .queryParam("adminId", admin.id().toString())
                .get("/api/admin/audit")
                .then()
                .body("items[3].details.operation", equalTo("PROMOTE"))
                .body("items[3].result.done", equalTo(100));
    }

    @Test
    void failuresThatAreStoredCountAsTriedAgainWhenTheirJobsAre() {
        Job single = job();
        Job discarded = job();
        List<Job> many = List.of(job(), job(), job());
        enqueue(single, discarded);
        enqueue(many.toArray(Job[]::new));
        ProvingQueues.take(5).fail("no route");
        ProvingQueues.storeFailures();
        Job unstored = job();
        enqueue(unstored);
        ProvingQueues.take(1).fail("no route");
        act("POST", single, "/retry", "retried");
        refused("POST", single, "/retry");
        as(admin)
                .post("/api/admin/dead-letters/"
                        + deadLetters("open", "find { it.jobId == '" + discarded.id() + "' }.id") + "/discard")
                .then()
                .statusCode(200);

        Response first = bulk("{\"operation\":\"RETRY\",\"state\":\"FAILED\",\"limit\":2}");
        first.then().statusCode(200).body("done", equalTo(2));
        bulk("{\"operation\":\"RETRY\",\"state\":\"FAILED\",\"cursor\":\"" + first.path("nextCursor") + "\"}")
                .then()
                .body("done", equalTo(2));
        bulk("{\"operation\":\"RETRY\",\"state\":\"FAILED\"}").then().body("done", equalTo(0));

        await().untilAsserted(() ->
                as(admin).queryParam("state", "failed").get(JOBS).then().body("items.id", contains(discarded.id())));
        as(admin).get(JOBS + "/" + many.get(1).id()).then().body("state", equalTo("waiting"));
        assertThat(this.<List<String>>deadLetters("replayed", "jobId"))
                .contains(single.id())
                .containsAll(many.stream().map(Job::id).toList());
        ProvingQueues.storeFailures();
        assertThat(this.<List<String>>deadLetters("open", "jobId")).doesNotContain(unstored.id());
        // All but the discarded one wait, each once; and the outbox has to forget those that it knows.
        bulk("{\"operation\":\"REMOVE\",\"state\":\"WAITING\"}").then().body("done", equalTo(5));
    }

    private <T> T deadLetters(String status, String path) {
        return as(admin)
                .queryParam("queue", "proving")
                .queryParam("jobName", "work")
                .queryParam("status", status)
                .get("/api/admin/dead-letters")
                .path("items." + path);
    }

    @Test
    void bulkRequestsThatMeanNothingAreRefusedAndNotRecorded() {
        bulk("{\"operation\":\"RETRY\",\"state\":\"WAITING\"}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/operation"));
        bulk("{\"operation\":\"EXPLODE\",\"state\":\"WAITING\"}").then().statusCode(400);
        bulk("{\"state\":\"WAITING\",\"limit\":10001}").then().statusCode(422).body("errors", hasSize(2));
        bulk("{\"operation\":\"RETRY\",\"state\":\"FAILED\",\"cursor\":\"x\"}")
                .then()
                .statusCode(400);

        assertThat(actions()).isEmpty();
    }

    private Response bulk(String body) {
        return as(admin).contentType(ContentType.JSON).body(body).post(JOBS + "/bulk");
    }
}
