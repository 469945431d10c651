package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Backoff;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobState;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.Priority;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands.Completion;
import io.angelwire.job.redis.QueueCommands.Kind;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobConsumerTest extends QueueTest {

    @Test
    void runsAJobAndKeepsItsResult() {
        fixture.consume(job ->
                JobOutcome.completed(Map.of("twice", job.payload().get("n").asInt() * 2)));
        Job job = Job.of("work", Map.of("n", 21));

        fixture.enqueue(job);

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(fixture.known(job)).contains(" completed ").endsWith("\n{\"twice\":42}");
        assertThat(fixture.counts().waiting() + fixture.counts().active()).isZero();
    }

    @Test
    void takesTheSameIdOnceHoweverOftenItIsEnqueued() {
        AtomicInteger runs = new AtomicInteger();
        Job job = fixture.job();
        assertThat(fixture.enqueue(job, job)).extracting(Enqueued::isAdded).containsExactly(true, false);
        fixture.consume(running -> JobOutcome.completed(runs.incrementAndGet()));
        await().until(() -> fixture.counts().completed() == 1);

        assertThat(fixture.enqueue(job)).extracting(Enqueued::isAdded).containsExactly(false);
        assertThat(runs).hasValue(1);
    }

    @Test
    void runsADelayedJobWhenItIsDueAndNotBefore() {
        ConcurrentLinkedQueue<Long> started = new ConcurrentLinkedQueue<>();
        fixture.consume(job -> {
            started.add(System.nanoTime());
            return JobOutcome.completed(null);
        });
        long enqueued = System.nanoTime();

        fixture.enqueue(fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(300))));

        await().until(() -> started.size() == 1);
        // Redis counts whole milliseconds.
        assertThat(started.peek() - enqueued)
                .isGreaterThan(Duration.ofMillis(299).toNanos());
    }

    @Test
    void promotesAnEarlierJobThatArrivesWhileALaterOneIsAwaited() {
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        fixture.consume(job -> {
            order.add(job.name());
            return JobOutcome.completed(null);
        });
        fixture.enqueue(Job.of("later", Map.of()).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(900))));
        fixture.enqueue(Job.of("earlier", Map.of()).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(100))));

        await().until(() -> order.size() == 2);
        assertThat(order).containsExactly("earlier", "later");
    }

    @Test
    void retriesWithDoublingWaitsAndThenFailsForGood() {
        Queue<Long> starts = new ConcurrentLinkedQueue<>();
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        fixture.consume(fixture.settings().withAttempts(3, Backoff.exponential(Duration.ofMillis(100))), job -> {
            starts.add(System.nanoTime());
            attempts.add(job.attempt());
            throw new IllegalStateException("the provider is away");
        });

        Job job = fixture.job();
        fixture.enqueue(job);

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(attempts).containsExactly(1, 2, 3);
        List<Long> at = new ArrayList<>(starts);
        assertThat(at.get(1) - at.get(0)).isGreaterThan(Duration.ofMillis(99).toNanos());
        assertThat(at.get(2) - at.get(1)).isGreaterThan(Duration.ofMillis(199).toNanos());
        assertThat(fixture.newest("dead"))
                .containsEntry("id", job.id())
                .containsEntry("attempts", "3")
                .containsEntry("reason", "IllegalStateException: the provider is away");
        assertThat(fixture.send(Command.HGET, fixture.key("job:" + job.id()), "attempt:1")
                        .toString())
                .contains("the provider is away", "ranMillis");
    }

    @Test
    void aJobsOwnOptionsGoBeforeItsQueues() {
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(fixture.settings().withAttempts(9, Backoff.fixed(Duration.ofHours(1))), job -> {
            runs.incrementAndGet();
            return JobOutcome.retry("not yet");
        });

        fixture.enqueue(fixture.job()
                .withOptions(JobOptions.DEFAULT.withAttempts(2).withBackoff(Backoff.fixed(Duration.ofMillis(10)))));

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void failsAtOnceWhenTryingAgainCannotHelp() {
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(job -> {
            runs.incrementAndGet();
            throw new PermanentJobException("no such investment");
        });
        fixture.enqueue(fixture.job());

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(runs).hasValue(1);
        assertThat(fixture.newest("dead")).containsEntry("reason", "no such investment");
    }

    @Test
    void aSnoozeUsesUpNoAttempt() {
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        fixture.consume(job -> {
            attempts.add(job.attempt());
            return attempts.size() < 6 ? JobOutcome.snooze(Duration.ofMillis(5)) : JobOutcome.completed(null);
        });
        fixture.enqueue(fixture.job());

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(attempts).hasSize(6).containsOnly(1);
    }

    @Test
    void aCancelledJobIsNoDeadLetter() {
        fixture.consume(job -> JobOutcome.cancelled("withdrawn"));
        Job job = fixture.job();
        fixture.enqueue(job);

        await().until(() -> fixture.counts().cancelled() == 1);
        assertThat(fixture.known(job)).startsWith("x cancelled ").endsWith("\n\"withdrawn\"");
        assertThat(fixture.send(Command.XLEN, fixture.key("dead")).toLong()).isZero();
    }

    @Test
    void emptiesHigherLanesFirst() {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
            fixture.enqueue(Job.of(priority.name(), Map.of()).withOptions(JobOptions.DEFAULT.withPriority(priority)));
        }
        fixture.consume(fixture.settings().withConcurrency(1), job -> {
            order.add(job.name());
            return JobOutcome.completed(null);
        });

        await().until(() -> order.size() == 3);
        assertThat(order).containsExactly("HIGH", "NORMAL", "LOW");
    }

    @Test
    void runsNoMoreHandlersAtOnceThanItMay() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        fixture.enqueue(IntStream.range(0, 20).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        fixture.consume(job -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            release.await();
            now.decrementAndGet();
            return JobOutcome.completed(null);
        });
        await().until(() -> now.get() == 4);
        release.countDown();

        await().until(() -> fixture.counts().completed() == 20);
        assertThat(most).hasValue(4);
    }

    @Test
    void startsNoMoreJobsInAnyWindowThanTheLimitOverAllConsumers() {
        int limit = 10;
        Duration window = Duration.ofMillis(250);
        List<Long> starts = Collections.synchronizedList(new ArrayList<>());
        fixture.enqueue(IntStream.range(0, 60).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        for (int i = 0; i < 2; i++) {
            fixture.consume(fixture.settings().withConcurrency(8).withLimits(Limits.rate(limit, window)), job -> {
                starts.add(System.nanoTime());
                return JobOutcome.completed(null);
            });
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> starts.size() == 60);

        List<Long> sorted = starts.stream().sorted().toList();
        for (int i = limit; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - limit)).isGreaterThanOrEqualTo(window.toNanos());
        }
    }

    @Test
    void forgetsTheOldestOfTheCompletedJobs() {
        List<Job> jobs = IntStream.range(0, 250).mapToObj(i -> fixture.job()).toList();
        fixture.enqueue(jobs.toArray(Job[]::new));
        fixture.consume(job -> JobOutcome.completed(null));

        await().until(() -> fixture.counts().completed() == 100
                && fixture.counts().waiting() == 0
                && fixture.counts().active() == 0);
        long remembered =
                jobs.stream().filter(job -> fixture.known(job) != null).count();
        assertThat(remembered).isEqualTo(100);
    }

    @Test
    void runsTheJobsOfADeadConsumerAgainWithoutUsingUpAnAttempt() {
        fixture.enqueue(fixture.job(), fixture.job());
        fixture.leaseAsADyingConsumer("dead");
        Map<String, Integer> attempts = new ConcurrentHashMap<>();

        fixture.consume(job -> {
            attempts.put(job.id(), job.attempt());
            return JobOutcome.completed(null);
        });

        await().until(() -> fixture.counts().completed() == 2);
        assertThat(attempts.values()).containsOnly(1).hasSize(2);
        assertThat(fixture.send(Command.ZSCORE, fixture.key("consumers"), "dead"))
                .isNull();
    }

    @Test
    void refusesWhateverAConsumerSaysThatWasPresumedDead() {
        Job job = fixture.job();
        fixture.enqueue(job);
        Taken taken = fixture.leaseAsADyingConsumer("dead");
        fixture.consume(running -> JobOutcome.completed("by the living"));
        await().until(() -> fixture.counts().completed() == 1);

        LeasedJob its = taken.jobs().get(0);
        var late = fixture.await(fixture.commands.complete(
                "dead", 100, Kind.of(its), List.of(new Completion(its, "\"by the dead\"", 0))));

        assertThat(late.leaseLost()).isTrue();
        assertThat(fixture.counts().completed()).isEqualTo(1);
        assertThat(fixture.known(job)).endsWith("\n\"by the living\"");
    }

    @Test
    void endsAJobThatKillsEveryConsumerAsADeadLetter() {
        fixture.enqueue(fixture.job());
        for (int death = 1; death <= 3; death++) {
            String name = "dead-" + death;
            await().until(() -> fixture.leaseAsADyingConsumer(name).jobs().size() == 1);
            await().until(() -> {
                fixture.await(fixture.commands.rescueStalled(100, 2, 50, 100));
                return fixture.send(Command.ZSCORE, fixture.key("consumers"), name) == null;
            });
        }

        assertThat(fixture.counts().failed()).isEqualTo(1);
        assertThat(fixture.newest("dead"))
                .containsEntry("attempts", "0")
                .extractingByKey("reason")
                .asString()
                .contains("died 3 times");
    }

    @Test
    void givesBackJobsWhoseDeliveryGotLost() {
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(job -> {
            if (job.name().equals("hold")) {
                hold.await();
            }
            return JobOutcome.completed(runs.incrementAndGet());
        });
        fixture.enqueue(Job.of("hold", Map.of()));
        await().until(() -> fixture.counts().active() == 1);
        // The answer to a take that the consumer never saw.
        String consumer = fixture.send(Command.ZRANGE, fixture.key("consumers"), 0, 0)
                .get(0)
                .toString();
        fixture.send(Command.HSET, fixture.key("meta"), "paused", 1);
        fixture.enqueue(fixture.job());
        fixture.send(Command.XREADGROUP, "GROUP", "workers", consumer, "STREAMS", fixture.key("stream"), ">");
        fixture.send(Command.HDEL, fixture.key("meta"), "paused");
        assertThat(fixture.counts().active()).isEqualTo(2);

        await().until(() -> runs.get() == 1);
        hold.countDown();
        await().until(() -> fixture.counts().completed() == 2);
        assertThat(runs).hasValue(2);
    }

    @Test
    void goesOnWhenRedisForgetsScriptsAndData() {
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(job -> JobOutcome.completed(runs.incrementAndGet()));
        fixture.enqueue(fixture.job());
        await().until(() -> runs.get() == 1);

        fixture.server.tellAll("SCRIPT FLUSH");
        fixture.enqueue(fixture.job());
        await().until(() -> runs.get() == 2);

        fixture.server.tellAll("FLUSHALL");
        fixture.enqueue(fixture.job());
        await().until(() -> runs.get() == 3);
    }

    @Test
    void letsRunningJobsEndWhenToldToStop() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        JobConsumer consumer = fixture.consume(job -> {
            started.countDown();
            finish.await();
            return JobOutcome.completed("done");
        });
        fixture.enqueue(fixture.job());
        started.await(5, TimeUnit.SECONDS);

        Thread stopping = new Thread(consumer::stop);
        stopping.start();
        await().until(() -> !consumer.isReady());
        finish.countDown();
        stopping.join(10_000);

        assertThat(fixture.counts().completed()).isEqualTo(1);
    }

    @Test
    void givesBackWhatDoesNotEndInTimeWithoutUsingUpAnAttempt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        JobConsumer consumer = fixture.consume(fixture.settings().withGracePeriod(Duration.ofMillis(100)), job -> {
            started.countDown();
            never.await();
            return JobOutcome.completed(null);
        });
        fixture.enqueue(fixture.job());
        started.await(5, TimeUnit.SECONDS);

        consumer.stop();

        assertThat(fixture.counts().waiting()).isEqualTo(1);
        AtomicInteger attempt = new AtomicInteger();
        fixture.consume(job -> {
            attempt.set(job.attempt());
            return JobOutcome.completed(null);
        });
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(attempt).hasValue(1);
        never.countDown();
    }

    @Test
    void jobsThatWereLeasedAheadOfASlowOneRunElsewhere() {
        CountDownLatch release = new CountDownLatch(1);
        QueueFixture.Work work = job -> {
            if (job.name().equals("slow")) {
                release.await();
            }
            return JobOutcome.completed(null);
        };
        fixture.enqueue(Stream.generate(fixture::job).limit(500).toArray(Job[]::new));
        Job slow = Job.of("slow", Map.of());
        fixture.enqueue(slow);
        fixture.enqueue(Stream.generate(fixture::job).limit(50).toArray(Job[]::new));
        QueueSettings oneAtATime =
                fixture.settings().withConcurrency(1).withRetention(QueueSettings.Retention.ofCount(1_000, 50));
        fixture.consume(oneAtATime, fixture.handler(work::run));
        await().atMost(Duration.ofSeconds(30)).until(() -> fixture.details(slow).state() == JobState.ACTIVE);

        fixture.consume(oneAtATime, fixture.handler(work::run));

        await().atMost(Duration.ofSeconds(30)).until(() -> fixture.counts().completed() == 550);
        release.countDown();
        await().until(() -> fixture.counts().completed() == 551);
    }

    @Test
    void failsAJobWhosePayloadItCannotReadWithoutRunningIt() {
        fixture.send(Command.XADD, fixture.key("stream"), "*", "x", "0 0 0 work \n{not json");
        fixture.consume(job -> JobOutcome.completed(null));

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(fixture.newest("dead")).extractingByKey("reason").asString().startsWith("unreadable payload");
    }

    @Test
    void waitsWhileTheQueueIsPaused() {
        fixture.await(fixture.control.pause(fixture.queue));
        AtomicInteger runs = new AtomicInteger();
        fixture.consume(job -> JobOutcome.completed(runs.incrementAndGet()));
        fixture.enqueue(fixture.job());
        assertThat(fixture.counts().paused()).isTrue();
        assertThat(fixture.counts().waiting()).isEqualTo(1);

        fixture.await(fixture.control.resume(fixture.queue));

        await().until(() -> runs.get() == 1);
    }

    @Test
    void sharesTenThousandJobsAmongConsumersLosingAndRepeatingNone() {
        int count = 10_000;
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        for (int i = 0; i < 3; i++) {
            fixture.consume(fixture.settings().withConcurrency(20), job -> {
                runs.merge(job.id(), 1, Integer::sum);
                return JobOutcome.completed(null);
            });
        }
        fixture.enqueue(IntStream.range(0, count).mapToObj(i -> fixture.job()).toArray(Job[]::new));

        await().atMost(Duration.ofSeconds(60)).until(() -> runs.size() == count);
        await().until(() -> fixture.counts().active() == 0);
        assertThat(runs.values()).containsOnly(1);
        assertThat(fixture.counts().waiting()).isZero();
    }
}
