package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Backoff;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueControl.Operation;
import io.angelwire.job.QueueControl.Step;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looking into a queue costs what is looked at, not what is there. */
class InspectionTest extends QueueTest {

    @Test
    void listsHaveNeitherPayloadsNorResultsAndFindingHasAll() {
        fixture.consume(job -> JobOutcome.completed(Map.of("sent", true)));
        Job job = fixture.job();
        fixture.enqueue(job);
        await().until(() -> fixture.counts().completed() == 1);

        JobDetails listed = fixture.await(fixture.inspector.list(fixture.queue, JobState.COMPLETED, "", 10))
                .jobs()
                .get(0);
        assertThat(listed.name()).isEqualTo("work");
        assertThat(listed.finishedAt()).isNotNull();
        assertThat(listed.payload()).isNull();
        assertThat(listed.result()).isNull();
        assertThat(fixture.details(job).payload()).isEqualTo("{\"n\":1}");
        assertThat(fixture.details(job).result()).isEqualTo("{\"sent\":true}");
    }

    @Test
    void aPageOfLargeJobsIsShorterAndEveryJobIsOnOnePage() {
        String large = "x".repeat(QueueFixture.LARGEST_PAYLOAD - 100);
        List<String> waiting = enqueueMany(150, JobOptions.DEFAULT, large);
        List<String> lined = enqueueMany(150, JobOptions.DEFAULT.withLimitKey("acme"), large);
        List<String> delayed = enqueueMany(150, JobOptions.DEFAULT.withDelay(Duration.ofHours(1)), large);
        waiting.addAll(lined);

        assertThat(fixture.await(fixture.inspector.list(fixture.queue, JobState.WAITING, "", 500))
                        .jobs())
                .hasSizeBetween(100, 120);
        assertThat(pages(JobState.WAITING, 500)).containsExactlyElementsOf(waiting);
        assertThat(pages(JobState.DELAYED, 500)).containsExactlyInAnyOrderElementsOf(delayed);
    }

    private List<String> enqueueMany(int count, JobOptions options, String text) {
        List<Job> jobs = IntStream.range(0, count)
                .mapToObj(n -> Job.of("work", Map.of("n", n, "text", text)).withOptions(options))
                .toList();
        fixture.await(fixture.producer.enqueue(fixture.queue, jobs));
        return new ArrayList<>(jobs.stream().map(Job::id).toList());
    }

    @Test
    void everyStateIsListedOnceAtAnyPageSize() {
        fixture.consume(
                fixture.settings()
                        .withAttempts(1, Backoff.fixed(Duration.ZERO))
                        .withRetention(Retention.ofCount(1_000, 1_000)),
                job -> job.payload().get("n").asInt() % 2 == 0 ? JobOutcome.retry("even") : JobOutcome.completed(null));
        enqueueMany(40, JobOptions.DEFAULT, "");
        await().until(() ->
                fixture.counts().completed() == 20 && fixture.counts().failed() == 20);
        List<String> delayed = enqueueMany(20, JobOptions.DEFAULT.withDelay(Duration.ofHours(1)), "");
        List<String> cancelled = enqueueMany(20, JobOptions.DEFAULT.withDelay(Duration.ofHours(1)), "");
        fixture.await(fixture.control.cancel(fixture.queue, cancelled, "no"));
        Collections.reverse(cancelled);

        for (int size : List.of(1, 7, 20, 500)) {
            assertThat(pages(JobState.COMPLETED, size)).hasSize(20).doesNotHaveDuplicates();
            assertThat(pages(JobState.FAILED, size)).hasSize(20).doesNotHaveDuplicates();
            assertThat(pages(JobState.DELAYED, size)).containsExactlyInAnyOrderElementsOf(delayed);
            assertThat(pages(JobState.CANCELLED, size)).containsExactlyElementsOf(cancelled);
        }
    }

    @Test
    void parentsThatWaitForTheirChildrenAreListedAndCancelled() {
        JobOptions later = JobOptions.DEFAULT.withDelay(Duration.ofHours(1));
        Set<String> parents = new HashSet<>();
        for (int i = 0; i < 130; i++) {
            Job parent = Job.of("parent", Map.of());
            parents.add(parent.id());
            fixture.await(fixture.producer.enqueue(JobFlow.of(fixture.queue, parent)
                    .waitingFor(JobFlow.of(fixture.queue, fixture.job().withOptions(later)))));
        }
        for (int size : List.of(7, 130, 500)) {
            assertThat(pages(JobState.WAITING_CHILDREN, size))
                    .hasSize(130)
                    .containsExactlyInAnyOrderElementsOf(parents);
        }

        JobFilter all = JobFilter.in(JobState.WAITING_CHILDREN);
        assertThat(fixture.await(fixture.control.forEach(fixture.queue, all.named("other"), Operation.CANCEL)))
                .isZero();
        assertThat(fixture.await(fixture.control.forEach(fixture.queue, all, Operation.CANCEL)))
                .isEqualTo(130);
        assertThat(fixture.counts().waitingForChildren()).isZero();
        assertThat(pages(JobState.WAITING_CHILDREN, 10)).isEmpty();
    }

    private List<String> pages(JobState state, int most) {
        List<String> ids = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        do {
            assertThat(cursors.add(cursor)).as("cursor " + cursor + " again").isTrue();
            JobPage page = fixture.await(fixture.inspector.list(fixture.queue, state, cursor, most));
            page.jobs().forEach(job -> ids.add(job.id()));
            cursor = page.next();
        } while (!cursor.isEmpty());
        return ids;
    }

    @Test
    void theNewestWaitingJobsAreToldNewestFirstOverLanesAndLines() throws Exception {
        List<Job> jobs = List.of(
                fixture.job(),
                fixture.job().withOptions(JobOptions.DEFAULT.withPriority(Priority.HIGH)),
                fixture.job().withOptions(JobOptions.DEFAULT.withLimitKey("acme")),
                fixture.job().withOptions(JobOptions.DEFAULT.withPriority(Priority.LOW)));
        for (Job job : jobs) {
            long before = fixture.redisMillis();
            await().until(() -> fixture.redisMillis() > before);
            fixture.enqueue(job);
        }

        List<String> newest = fixture.await(fixture.inspector.newestWaiting(fixture.queue, 3)).stream()
                .map(JobDetails::id)
                .toList();
        assertThat(newest)
                .containsExactly(jobs.get(3).id(), jobs.get(2).id(), jobs.get(1).id());
    }

    @Test
    void aSearchLooksAtSoManyJobsAndGoesOnWhereItEnded() {
        enqueueMany(QueueInspector.MOST_LOOKED - 1, JobOptions.DEFAULT, "");
        Job early = Job.of("rare", Map.of());
        Job late = Job.of("rare", Map.of());
        fixture.enqueue(early);
        fixture.enqueue(fixture.job(), late);
        JobFilter rare = JobFilter.in(JobState.WAITING).named("rare");

        JobPage first = fixture.await(fixture.inspector.search(fixture.queue, rare, "", 100));
        JobPage second = fixture.await(fixture.inspector.search(fixture.queue, rare, first.next(), 100));

        assertThat(first.jobs()).extracting(JobDetails::id).containsExactly(early.id());
        assertThat(second.jobs()).extracting(JobDetails::id).containsExactly(late.id());
        assertThat(second.next()).isEmpty();
    }

    @Test
    void stepsGoThroughDelayedJobsThoughTheirNumberShrinks() {
        enqueueMany(450, JobOptions.DEFAULT.withDelay(Duration.ofHours(1)), "");
        JobFilter all = JobFilter.in(JobState.DELAYED);
        List<Integer> done = new ArrayList<>();
        String cursor = "";
        do {
            Step step = fixture.await(fixture.control.step(fixture.queue, all, Operation.CANCEL, cursor));
            done.add(step.done());
            cursor = step.next();
        } while (!cursor.isEmpty());

        assertThat(done).startsWith(100, 100, 100, 100, 50);
        assertThat(fixture.counts().delayed()).isZero();
    }

    @Test
    void aCursorThatNoPageHasHadIsRefusedBeforeRedisSeesIt() {
        for (JobState state : JobState.values()) {
            for (String cursor :
                    List.of("x", "n", "n1", "n1-", "n1-2-3", "q x", "-1", "99999999999999999999", "1-2 ")) {
                assertThatThrownBy(() -> fixture.inspector.list(fixture.queue, state, cursor, 5))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void changedLimitsOfKeysReachManyKeys() {
        List<Job> jobs = IntStream.range(0, 1_200)
                .mapToObj(n -> fixture.job().withOptions(JobOptions.DEFAULT.withLimitKey("key" + n)))
                .toList();
        fixture.await(fixture.producer.enqueue(fixture.queue, jobs));
        fixture.send(Command.DEL, fixture.key("keys:ready"));

        fixture.await(
                fixture.control.configure(fixture.queue, new QueueOverrides(null, null, null, null, null, null, 1)));

        assertThat(fixture.send(Command.ZCARD, fixture.key("keys:ready")).toInteger())
                .isEqualTo(1_200);
    }

    @Test
    void aLeasedEntryThatWasDeletedIsNotHeldForEver() {
        fixture.enqueue(fixture.job(), fixture.job());
        var taken = fixture.leaseAsADyingConsumer("c");
        Response entry = fixture.send(Command.XRANGE, fixture.key("stream"), "-", "+", "COUNT", 1)
                .get(0)
                .get(0);
        fixture.send(Command.XDEL, fixture.key("stream"), entry);
        assertThat(fixture.counts().active()).isEqualTo(2);

        assertThat(fixture.await(fixture.commands.held("c", 10))).hasSize(1);

        assertThat(fixture.counts().active()).isEqualTo(1);
        assertThat(taken).isNotNull();
    }
}
