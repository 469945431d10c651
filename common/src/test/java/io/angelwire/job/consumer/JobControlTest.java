package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.Backoff;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobState;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueControl.Cancellation;
import io.angelwire.job.QueueControl.Operation;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.RunningJob;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands.Failure;
import io.vertx.redis.client.Command;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be done to jobs and queues from outside, and what handlers report. */
class JobControlTest extends QueueTest {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Test
    void cancelsJobsThatHaveNotBegunWhereverTheyWait() {
        Job waiting = fixture.job();
        Job delayed = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        Job lined = fixture.job().withOptions(JobOptions.DEFAULT.withLimitKey("acme"));
        fixture.enqueue(waiting, delayed, lined);

        assertThat(cancel(waiting, delayed, lined, fixture.job()))
                .containsExactly(
                        Cancellation.CANCELLED, Cancellation.CANCELLED, Cancellation.CANCELLED, Cancellation.NOT_FOUND);

        assertThat(fixture.counts().cancelled()).isEqualTo(3);
        assertThat(fixture.counts().waiting() + fixture.counts().delayed()).isZero();
        for (Job job : List.of(waiting, delayed, lined)) {
            JobDetails details = fixture.details(job);
            assertThat(details.state()).isEqualTo(JobState.CANCELLED);
            assertThat(details.result()).isEqualTo("\"no longer wanted\"");
            assertThat(details.payload()).isEqualTo("{\"n\":1}");
        }
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(job -> JobOutcome.completed(runs.incrementAndGet()));
        fixture.enqueue(fixture.job());
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(runs).hasValue(1);
    }

    @Test
    void interruptsARunningJobThatIsCancelled() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean told = new AtomicBoolean();
        fixture.consume(job -> {
            started.countDown();
            try {
                NEVER.await();
            } finally {
                told.set(job.isStopped());
            }
            return JobOutcome.completed(null);
        });
        Job job = fixture.job();
        fixture.enqueue(job);
        started.await();

        assertThat(cancel(job)).containsExactly(Cancellation.ASKED);

        await().until(() -> fixture.counts().cancelled() == 1);
        assertThat(told).isTrue();
        assertThat(fixture.details(job).result()).isEqualTo("\"no longer wanted\"");
        assertThat(fixture.counts().active()).isZero();
        assertThat(fixture.send(Command.XLEN, fixture.key("dead")).toLong()).isZero();
    }

    /** Whatever its handler does before its consumer has heard of it. */
    @Test
    void aJobThatFailsForGoodWhileItIsToBeCancelledIsNoDeadLetter() {
        Job job = fixture.job();
        fixture.enqueue(job);
        LeasedJob held = fixture.leaseAsADyingConsumer("busy").jobs().get(0);
        assertThat(cancel(job)).containsExactly(Cancellation.ASKED);

        assertThat(fixture.await(fixture.commands.fail("busy", 50, 100, List.of(new Failure(held, "broken", 1, "{}"))))
                        .accepted())
                .isEqualTo(1);

        assertThat(fixture.counts().cancelled()).isEqualTo(1);
        assertThat(fixture.counts().deadLetters()).isZero();
        assertThat(fixture.details(job).result()).isEqualTo("\"no longer wanted\"");
        assertThat(fixture.details(job).attempts()).hasSize(1);
    }

    @Test
    void aCancelledJobWhoseConsumerDiesIsNotRunAgain() {
        Job job = fixture.job();
        fixture.enqueue(job);
        fixture.leaseAsADyingConsumer("dead");
        assertThat(cancel(job)).containsExactly(Cancellation.ASKED);
        AtomicInteger runs = new AtomicInteger();

        fixture.consume(running -> JobOutcome.completed(runs.incrementAndGet()));

        await().until(() -> fixture.counts().cancelled() == 1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        fixture.consume(job -> {
            if (attempts.incrementAndGet() == 1) {
                NEVER.await();
            }
            return JobOutcome.completed(null);
        });
        Job job = fixture.job().withOptions(JobOptions.DEFAULT.withTimeout(Duration.ofMillis(50)));
        fixture.enqueue(job);

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(attempts).hasValue(2);
        assertThat(fixture.details(job).attempts()).singleElement().asString().contains("timed out");
    }

    @Test
    void theQueuesTimeoutHoldsForJobsWithoutOneAndALeftoverInterruptHitsNobody() {
        AtomicInteger interrupted = new AtomicInteger();
        fixture.consume(
                fixture.settings()
                        .withTimeout(Duration.ofMillis(50))
                        .withConcurrency(1)
                        .withAttempts(1, Backoff.fixed(Duration.ZERO)),
                job -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    if (job.name().equals("slow")) {
                        while (!job.isStopped()) {
                            Thread.onSpinWait();
                        }
                    }
                    return job.name().equals("slow") ? JobOutcome.retry("slow") : JobOutcome.completed(null);
                });
        fixture.enqueue(Job.of("slow", Map.of()), fixture.job(), fixture.job());

        await().until(() ->
                fixture.counts().completed() == 2 && fixture.counts().failed() == 1);
        assertThat(interrupted).hasValue(0);
        assertThat(fixture.newest("dead")).containsEntry("reason", "timed out");
    }

    @Test
    void keepsProgressAndTheLastLinesOfTheLog() {
        Job job = fixture.job();
        fixture.consume(running -> {
            for (int i = 1; i <= 250; i++) {
                running.log("line\n" + i);
            }
            running.progress(Map.of("percent", 70));
            return JobOutcome.completed(null);
        });
        fixture.enqueue(job);

        await().until(() -> fixture.counts().completed() == 1);
        await().untilAsserted(() -> {
            JobDetails details = fixture.details(job);
            assertThat(details.progress()).isEqualTo("{\"percent\":70}");
            assertThat(details.log()).hasSize(100);
            assertThat(details.log().get(99)).endsWith(" line 250");
        });
    }

    @Test
    void recordsEveryFailedAttemptAndEveryCrash() {
        Job job = fixture.job();
        fixture.enqueue(job);
        fixture.leaseAsADyingConsumer("dead");
        fixture.consume(running -> {
            throw new IllegalStateException("attempt " + running.attempt());
        });

        await().until(() -> fixture.counts().failed() == 1);
        JobDetails details = fixture.details(job);
        assertThat(details.state()).isEqualTo(JobState.FAILED);
        assertThat(details.failure()).isEqualTo("IllegalStateException: attempt 3");
        assertThat(details.attemptsMade()).isEqualTo(3);
        assertThat(details.attempts()).hasSize(3);
        assertThat(details.attempts().get(0)).contains("attempt 1", "ranMillis", "consumer", "endedAt");
        assertThat(details.crashes()).singleElement().asString().endsWith(" dead");
        assertThat(details.finishedAt()).isAfter(details.enqueuedAt());
    }

    @Test
    void remembersTheLastOfVeryManyFailedAttemptsAndNoMoreOfAReasonThanItIsWorth() {
        Job job = fixture.job().withOptions(JobOptions.DEFAULT.withAttempts(70));
        fixture.enqueue(job);
        fixture.consume(
                fixture.settings().withAttempts(3, Backoff.fixed(Duration.ZERO)),
                running -> JobOutcome.retry("attempt " + running.attempt() + " " + "x".repeat(10_000)));

        await().until(() -> fixture.counts().failed() == 1);
        JobDetails details = fixture.details(job);
        assertThat(details.attemptsMade()).isEqualTo(70);
        assertThat(details.attempts()).hasSize(50).allMatch(record -> record.length() < 1_200);
        assertThat(details.attempts().get(0)).contains("attempt 21 ");
        assertThat(details.attempts().get(49)).contains("attempt 70 ");
        assertThat(details.failure()).hasSize(1_000);
    }

    @Test
    void anOutcomeThatCannotBeToldFailsItsJobAndHoldsUpNobody() {
        // No producer writes such a backoff.
        fixture.send(Command.XADD, fixture.key("stream"), "*", "x", "0 0 0 bad {\"backoff\":\"none such\"}\n{}");
        fixture.consume(
                running -> running.name().equals("bad") ? JobOutcome.retry("once more") : JobOutcome.completed(null));
        fixture.enqueue(fixture.job());

        await().until(() -> fixture.counts().failed() == 1 && fixture.counts().completed() == 1);
        assertThat(fixture.newest("dead")).extractingByKey("reason").asString().contains("outcome can't be told");
    }

    @Test
    void aWaitThatNoJobCanHaveIsRefusedWhereItIsAskedFor() {
        for (Duration wait :
                Arrays.asList(Duration.ofMillis(-1), Duration.ofDays(367), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> JobOutcome.snooze(wait)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new JobOutcome.Retry("no", wait)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> JobOutcome.snooze(null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandlerMaySayHowLongToWaitAfterAFailure() {
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(
                fixture.settings().withAttempts(3, Backoff.fixed(Duration.ofHours(1))), new JobHandler<JsonNode>() {
                    @Override
                    public QueueName queue() {
                        return fixture.queue;
                    }

                    @Override
                    public Class<JsonNode> payloadType() {
                        return JsonNode.class;
                    }

                    @Override
                    public JobOutcome handle(RunningJob<JsonNode> job) {
                        if (runs.incrementAndGet() < 3) {
                            throw new IllegalStateException("busy");
                        }
                        return JobOutcome.completed(null);
                    }

                    @Override
                    public Duration retryAfter(RunningJob<JsonNode> job, Exception failure) {
                        return failure.getMessage().equals("busy") ? Duration.ofMillis(20L * job.attempt()) : null;
                    }
                });
        fixture.enqueue(fixture.job());

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(runs).hasValue(3);
    }

    @Test
    void aDatabaseThatIsAwayUsesUpNoAttempt() {
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(fixture.settings().withAttempts(1, Backoff.fixed(Duration.ZERO)), job -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("connection refused", "08001"));
            }
            return JobOutcome.completed(job.attempt());
        });
        Job job = fixture.job();
        fixture.enqueue(job);

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(fixture.details(job).result()).isEqualTo("1");
        assertThat(fixture.details(job).attempts()).isEmpty();
    }

    @Test
    void promotesADelayedJob() {
        Job delayed = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        fixture.enqueue(delayed);
        fixture.consume(job -> JobOutcome.completed(null));

        assertThat(fixture.await(fixture.control.promote(fixture.queue, List.of(delayed.id(), "unknown"))))
                .isEqualTo(1);

        await().until(() -> fixture.counts().completed() == 1);
    }

    @Test
    void retriesAFailedJobFromItsFirstAttemptInItsOwnLane() {
        AtomicBoolean works = new AtomicBoolean();
        fixture.consume(
                fixture.settings().withAttempts(2, Backoff.fixed(Duration.ZERO)),
                job -> works.get() ? JobOutcome.completed(job.attempt()) : JobOutcome.retry("broken"));
        Job job = fixture.job().withOptions(JobOptions.DEFAULT.withPriority(Priority.HIGH));
        fixture.enqueue(job);
        await().until(() -> fixture.counts().failed() == 1);
        works.set(true);

        assertThat(fixture.await(fixture.control.retry(fixture.queue, List.of(job.id()))))
                .isEqualTo(1);

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(fixture.counts().failed()).isZero();
        // Nobody has stored it yet, and nobody will.
        assertThat(fixture.counts().deadLetters()).isZero();
        assertThat(fixture.details(job).result()).isEqualTo("1");
        assertThat(fixture.details(job).priority()).isEqualTo(Priority.HIGH);
        assertThat(fixture.details(job).attempts()).as("of the attempts before").isEmpty();
    }

    @Test
    void removesJobsInAnyStateButRunningOnes() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        fixture.consume(fixture.settings().withConcurrency(1).withAttempts(1, Backoff.fixed(Duration.ZERO)), job -> {
            switch (job.name()) {
                case "run" -> {
                    started.countDown();
                    finish.await();
                }
                case "fail" -> throw new IllegalStateException("no");
                default -> {}
            }
            return JobOutcome.completed(null);
        });
        Job completed = fixture.job();
        Job failed = Job.of("fail", Map.of());
        fixture.enqueue(completed, failed);
        await().until(() ->
                fixture.counts().completed() == 1 && fixture.counts().failed() == 1);
        Job running = Job.of("run", Map.of());
        fixture.enqueue(running);
        started.await();
        Job waiting = fixture.job();
        Job delayed = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        Job cancelled = fixture.job();
        fixture.enqueue(waiting, delayed, cancelled);
        cancel(cancelled);

        List<Job> all = List.of(completed, failed, running, waiting, delayed, cancelled);
        assertThat(fixture.await(fixture.control.remove(
                        fixture.queue, all.stream().map(Job::id).toList())))
                .isEqualTo(5);

        assertThat(fixture.counts().active()).isEqualTo(1);
        assertThat(fixture.endedBeforeCompletion)
                .as("what the outbox need not keep any more")
                .contains(waiting.id(), delayed.id())
                .doesNotContain(running.id());
        finish.countDown();
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(fixture.counts().failed()
                        + fixture.counts().waiting()
                        + fixture.counts().delayed()
                        + fixture.counts().cancelled())
                .isZero();
    }

    @Test
    void doesToEveryJobOfAFilterInChunks() {
        fixture.consume(
                fixture.settings()
                        .withAttempts(1, Backoff.fixed(Duration.ZERO))
                        .withRetention(Retention.ofCount(1_000, 1_000)),
                job -> JobOutcome.retry(job.payload().get("n").asInt() % 2 == 0 ? "even: no" : "odd: no"));
        fixture.enqueue(IntStream.range(0, 600)
                .mapToObj(n -> Job.of(n % 3 == 0 ? "third" : "other", Map.of("n", n)))
                .toArray(Job[]::new));
        await().until(() -> fixture.counts().failed() == 600);

        JobFilter evenThirds = JobFilter.in(JobState.FAILED).named("third").failedWith("even");
        assertThat(fixture.await(fixture.control.forEach(fixture.queue, evenThirds.atMost(10), Operation.REMOVE)))
                .isEqualTo(10);
        assertThat(fixture.await(fixture.control.forEach(fixture.queue, evenThirds, Operation.REMOVE)))
                .isEqualTo(90);
        assertThat(fixture.counts().failed()).isEqualTo(500);
        assertThat(fixture.await(
                        fixture.control.forEach(fixture.queue, JobFilter.in(JobState.FAILED), Operation.RETRY)))
                .isEqualTo(500);
        await().until(() -> fixture.counts().failed() == 500);
    }

    @Test
    void drainsWaitingJobsAndDelayedOnesIfWanted() {
        JobOptions later = JobOptions.DEFAULT.withDelay(Duration.ofHours(1));
        JobOptions keyed = JobOptions.DEFAULT.withLimitKey("acme");
        for (int i = 0; i < 3; i++) {
            fixture.enqueue(IntStream.range(0, 150).mapToObj(n -> fixture.job()).toArray(Job[]::new));
            fixture.enqueue(IntStream.range(0, 150)
                    .mapToObj(n -> fixture.job().withOptions(keyed))
                    .toArray(Job[]::new));
            fixture.enqueue(IntStream.range(0, 150)
                    .mapToObj(n -> fixture.job().withOptions(later))
                    .toArray(Job[]::new));
        }
        assertThat(fixture.await(fixture.control.drain(fixture.queue, false))).isEqualTo(900);
        assertThat(fixture.counts().delayed()).isEqualTo(450);
        assertThat(fixture.await(fixture.control.drain(fixture.queue, true))).isEqualTo(450);
        assertThat(fixture.counts().waiting() + fixture.counts().delayed()).isZero();
        assertThat(fixture.endedBeforeCompletion).hasSize(1_350);
    }

    @Test
    void changesConcurrencyWhileItRuns() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        fixture.enqueue(IntStream.range(0, 20).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        fixture.consume(fixture.settings().withConcurrency(1), job -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            release.await();
            now.decrementAndGet();
            return JobOutcome.completed(null);
        });
        await().until(() -> now.get() == 1);

        fixture.await(fixture.control.configure(fixture.queue, QueueOverrides.NONE.withConcurrency(6)));

        await().until(() -> now.get() == 6);
        assertThat(fixture.await(fixture.control.overrides(fixture.queue)).concurrency())
                .isEqualTo(6);
        release.countDown();
        await().until(() -> fixture.counts().completed() == 20);
        assertThat(most).hasValue(6);
    }

    @Test
    void forgetsFinishedJobsThatAreOld() {
        QueueSettings settings = fixture.settings()
                .withAttempts(1, Backoff.fixed(Duration.ZERO))
                .withRetention(new Retention(100, 100, Duration.ofMillis(300), Duration.ofMillis(300)));
        fixture.consume(
                settings, job -> job.name().equals("fail") ? JobOutcome.failed("no") : JobOutcome.completed(null));
        Job cancelled = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        fixture.enqueue(fixture.job(), Job.of("fail", Map.of()), cancelled);
        cancel(cancelled);
        await().until(() -> fixture.counts().failed() == 1);

        await().until(() -> fixture.counts().completed()
                        + fixture.counts().failed()
                        + fixture.counts().cancelled()
                == 0);
        assertThat(fixture.send(Command.KEYS, fixture.key("job:*")).size()).isZero();
        assertThat(fixture.send(Command.EXISTS, fixture.key("jobs")).toBoolean())
                .isFalse();
    }

    private List<Cancellation> cancel(Job... jobs) {
        return fixture.await(fixture.control.cancel(
                fixture.queue, java.util.Arrays.stream(jobs).map(Job::id).toList(), "no longer wanted"));
    }
}
