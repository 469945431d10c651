package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Deduplication;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Enqueued.Status;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeduplicationTest extends QueueTest {

    private final Queue<Integer> ran = new ConcurrentLinkedQueue<>();

    @Test
    void aJobIsDroppedWhileAnotherHasItsKeyAndTakenAgainAfterThatHasEnded() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        Job first = job(1, Deduplication.drop("report"));
        assertThat(enqueue(first).status()).isEqualTo(Status.ADDED);
        fixture.consume(job -> {
            finish.await();
            ran.add(job.payload().get("n").asInt());
            return JobOutcome.completed(null);
        });
        await().until(() -> fixture.counts().active() == 1);
        Job second = job(2, Deduplication.drop("report"));
        assertThat(enqueue(second)).isEqualTo(new Enqueued(Status.DEDUPLICATED, first.id(), null));
        finish.countDown();
        await().until(() -> fixture.counts().completed() == 1);

        // The dropped one stays dropped, also if whoever enqueued it asks again.
        assertThat(enqueue(second)).isEqualTo(new Enqueued(Status.DEDUPLICATED, first.id(), null));
        assertThat(enqueue(job(3, Deduplication.drop("report"))).status()).isEqualTo(Status.ADDED);
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly(1, 3);
    }

    @Test
    void aFailedAndACancelledJobFreeTheirKeysToo() {
        fixture.consume(job -> JobOutcome.failed("no"));
        enqueue(job(1, Deduplication.drop("a")));
        await().until(() -> fixture.counts().failed() == 1);
        assertThat(enqueue(job(2, Deduplication.drop("a"))).status()).isEqualTo(Status.ADDED);

        Job later = Job.of("work", Map.of("n", 3))
                .withOptions(
                        JobOptions.DEFAULT.withDelay(Duration.ofHours(1)).withDeduplication(Deduplication.drop("b")));
        enqueue(later);
        fixture.await(fixture.control.cancel(fixture.queue, java.util.List.of(later.id()), "no"));
        assertThat(enqueue(job(4, Deduplication.drop("b"))).status()).isEqualTo(Status.ADDED);
    }

    @Test
    void aKeyLivesAsLongAsItsJobThroughCrashesRetriesAndASecondLife() {
        Job job = job(1, Deduplication.drop("report"));
        enqueue(job);
        fixture.leaseAsADyingConsumer("dead");
        AtomicBoolean works = new AtomicBoolean();
        fixture.consume(running -> {
            assertThat(enqueue(job(2, Deduplication.drop("report"))).jobId()).isEqualTo(job.id());
            ran.add(running.attempt());
            return works.get() ? JobOutcome.completed(null) : JobOutcome.retry("not yet");
        });

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(ran).containsExactly(1, 2, 3);
        fixture.await(fixture.control.pause(fixture.queue));
        fixture.await(fixture.control.retry(fixture.queue, List.of(job.id())));
        assertThat(enqueue(job(3, Deduplication.drop("report"))))
                .isEqualTo(new Enqueued(Status.DEDUPLICATED, job.id(), null));
        works.set(true);
        fixture.await(fixture.control.resume(fixture.queue));
        await().until(() -> fixture.counts().completed() == 1);
        fixture.await(fixture.control.pause(fixture.queue));
        assertThat(enqueue(job(4, Deduplication.drop("report"))).status()).isEqualTo(Status.ADDED);
    }

    @Test
    void aKeyWithATimeLimitIsFreeAfterIt() {
        Deduplication brief = Deduplication.drop("report").within(Duration.ofMillis(80));
        enqueue(job(1, brief));
        assertThat(enqueue(job(2, brief)).status()).isEqualTo(Status.DEDUPLICATED);
        await().until(() ->
                fixture.send(Command.EXISTS, fixture.key("dedup:report")).toInteger() == 0);
        assertThat(enqueue(job(3, brief)).status()).isEqualTo(Status.ADDED);
    }

    @Test
    void ofManyDebouncedJobsTheLastOneRuns() {
        Job last = null;
        for (int n = 1; n <= 5; n++) {
            Job job = Job.of("work", Map.of("n", n))
                    .withOptions(JobOptions.DEFAULT
                            .withDelay(Duration.ofMillis(200))
                            .withDeduplication(Deduplication.debounce("save")));
            Enqueued enqueued = enqueue(job);
            assertThat(enqueued.replaced()).isEqualTo(last == null ? null : last.id());
            last = job;
        }
        assertThat(fixture.counts().delayed()).isEqualTo(1);
        record();

        await().until(() -> ran.size() == 1);
        assertThat(ran).containsExactly(5);
        assertThat(enqueue(job(6, Deduplication.debounce("save"))).status()).isEqualTo(Status.ADDED);
    }

    @Test
    void aDebouncedJobTakesThePlaceOfAWaitingOneAndLeavesARunningOneAlone() throws Exception {
        assertThat(enqueue(job(1, Deduplication.debounce("save"))).status()).isEqualTo(Status.ADDED);
        assertThat(enqueue(job(2, Deduplication.debounce("save"))).status()).isEqualTo(Status.REPLACED);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        fixture.consume(job -> {
            started.countDown();
            finish.await();
            ran.add(job.payload().get("n").asInt());
            return JobOutcome.completed(null);
        });
        started.await();
        assertThat(enqueue(job(3, Deduplication.debounce("save"))).status()).isEqualTo(Status.ADDED);
        finish.countDown();

        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void aThrottledKeyIsKeptForItsWindowWhateverBecameOfItsJob() {
        record();
        Deduplication once = Deduplication.throttle("alert", Duration.ofMillis(400));
        enqueue(job(1, once));
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(enqueue(job(2, once)).status()).isEqualTo(Status.DEDUPLICATED);
        await().until(() ->
                fixture.send(Command.EXISTS, fixture.key("dedup:alert")).toInteger() == 0);
        assertThat(enqueue(job(3, once)).status()).isEqualTo(Status.ADDED);
        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly(1, 3);
    }

    @Test
    void refusesKeysThatRedisCouldNotHold() {
        assertThatThrownBy(() -> Deduplication.drop("two words")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Deduplication.throttle("x", null)).hasMessageContaining("window");
    }

    private void record() {
        fixture.consume(job -> {
            ran.add(job.payload().get("n").asInt());
            return JobOutcome.completed(null);
        });
    }

    private Enqueued enqueue(Job job) {
        return fixture.enqueue(job).get(0);
    }

    private static Job job(int n, Deduplication deduplication) {
        return Job.of("work", Map.of("n", n)).withOptions(JobOptions.DEFAULT.withDeduplication(deduplication));
    }
}
