package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits of a key, and of the whole queue over all consumers. */
class LimitKeysTest extends QueueTest {

    @Test
    void runsNoMoreJobsOfAKeyAtOnceThanItMayAndEverythingElseMeanwhile() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
        Map<String, Integer> most = new ConcurrentHashMap<>();
        QueueSettings settings = keyed(8, 0, Duration.ofSeconds(1), 2);
        fixture.enqueue(ofKey("acme", 20));
        fixture.enqueue(ofKey("beta", 3));
        fixture.enqueue(fixture.job(), fixture.job());
        fixture.consume(settings, job -> {
            String key = job.name();
            int now = running.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
            most.merge(key, now, Math::max);
            if (key.equals("acme")) {
                release.await();
            }
            running.get(key).decrementAndGet();
            return JobOutcome.completed(null);
        });

        await().until(() -> fixture.counts().completed() == 5);
        assertThat(fixture.counts().active()).isEqualTo(2);
        assertThat(fixture.counts().waiting()).isEqualTo(18);
        release.countDown();
        await().until(() -> fixture.counts().completed() == 25);
        assertThat(most).containsEntry("acme", 2);
        assertThat(most.get("beta")).isLessThanOrEqualTo(2);
        assertThat(fixture.send(Command.KEYS, fixture.key("key*")).size()).isZero();
    }

    @Test
    void startsNoMoreJobsOfAKeyInAnyWindowThanItsLimitOverAllConsumers() {
        Duration window = Duration.ofMillis(250);
        Map<String, Queue<Long>> starts = new ConcurrentHashMap<>();
        QueueSettings settings = keyed(8, 5, window, 0);
        for (String key : List.of("acme", "beta", "gamma")) {
            fixture.enqueue(ofKey(key, 20));
        }
        for (int i = 0; i < 2; i++) {
            fixture.consume(settings, job -> {
                starts.computeIfAbsent(job.name(), any -> new ConcurrentLinkedQueue<>())
                        .add(System.nanoTime());
                return JobOutcome.completed(null);
            });
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> fixture.counts().completed() == 60);
        for (Queue<Long> ofKey : starts.values()) {
            List<Long> sorted = ofKey.stream().sorted().toList();
            for (int i = 5; i < sorted.size(); i++) {
                assertThat(sorted.get(i) - sorted.get(i - 5)).isGreaterThanOrEqualTo(window.toNanos());
            }
        }
    }

    @Test
    void keysTakeTurnsHoweverLongTheirLinesAre() {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        fixture.enqueue(ofKey("flood", 300));
        fixture.enqueue(ofKey("small", 3));
        fixture.enqueue(fixture.job(), fixture.job(), fixture.job());
        fixture.consume(keyed(1, 0, Duration.ofSeconds(1), 1), job -> {
            order.add(job.name());
            return JobOutcome.completed(null);
        });

        await().until(() -> order.size() == 306);
        List<String> first = new ArrayList<>(order).subList(0, 20);
        assertThat(first).filteredOn("small"::equals).hasSize(3);
        assertThat(first).filteredOn("work"::equals).hasSize(3);
    }

    @Test
    void withinAKeyHigherPrioritiesGoFirstAndThenTheOlder() {
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        JobOptions key = JobOptions.DEFAULT.withLimitKey("acme");
        for (int n = 0; n < 3; n++) {
            fixture.enqueue(
                    Job.of("work", Map.of("n", 20 + n)).withOptions(key.withPriority(Priority.LOW)),
                    Job.of("work", Map.of("n", 10 + n)).withOptions(key),
                    Job.of("work", Map.of("n", n)).withOptions(key.withPriority(Priority.HIGH)));
        }
        fixture.consume(keyed(1, 0, Duration.ofSeconds(1), 1), job -> {
            order.add(job.payload().get("n").asInt());
            return JobOutcome.completed(null);
        });

        await().until(() -> order.size() == 9);
        assertThat(order).containsExactly(0, 1, 2, 10, 11, 12, 20, 21, 22);
    }

    @Test
    void aKeyBehindManyThatHaveReachedTheirLimitsIsComeToWithoutAWait() {
        Limits one = keyed(1, 0, Duration.ofSeconds(1), 1).limits();
        for (int key = 0; key < 300; key++) {
            fixture.enqueue(ofKey("key" + key, 2));
        }
        fixture.await(fixture.commands.register("busy", Duration.ofSeconds(30)));
        assertThat(fixture.await(fixture.commands.take("busy", 300, one, false, 0, Map.of()))
                        .jobs())
                .hasSize(300);
        fixture.enqueue(ofKey("late", 1));
        fixture.await(fixture.commands.register("free", Duration.ofSeconds(30)));

        List<Long> waits = new ArrayList<>();
        Taken taken;
        while ((taken = fixture.await(fixture.commands.take("free", 1, one, false, 0, Map.of())))
                .jobs()
                .isEmpty()) {
            waits.add(taken.waitMillis());
        }

        assertThat(taken.jobs()).extracting(job -> job.content().name()).containsExactly("late");
        assertThat(waits).hasSizeBetween(1, 3).containsOnly(1L);
        assertThat(fixture.await(fixture.commands.take("free", 1, one, false, 0, Map.of()))
                        .waitMillis())
                .isEqualTo(-1);
    }

    @Test
    void theSlotOfADeadConsumersJobIsFreeAgain() {
        fixture.enqueue(ofKey("acme", 3));
        fixture.leaseAsADyingConsumer("dead");
        AtomicInteger runs = new AtomicInteger();

        fixture.consume(keyed(4, 0, Duration.ofSeconds(1), 1), job -> JobOutcome.completed(runs.incrementAndGet()));

        await().until(() -> fixture.counts().completed() == 3);
        assertThat(runs).hasValue(3);
    }

    @Test
    void aRetriedJobWaitsWithoutItsSlot() {
        AtomicInteger runs = new AtomicInteger();
        fixture.enqueue(ofKey("acme", 2));
        fixture.consume(
                keyed(2, 0, Duration.ofSeconds(1), 1),
                job -> runs.incrementAndGet() == 1
                        ? new JobOutcome.Retry("later", Duration.ofMillis(300))
                        : JobOutcome.completed(job.attempt()));

        await().until(() -> fixture.counts().completed() == 2);
        assertThat(runs).hasValue(3);
    }

    @Test
    void runsNoMoreJobsOfTheQueueAtOnceThanItMayOverAllConsumers() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        QueueSettings settings = fixture.settings()
                .withConcurrency(4)
                .withLimits(new Limits(0, Duration.ofSeconds(1), 3, 0, Duration.ofSeconds(1), 0));
        fixture.enqueue(IntStream.range(0, 200).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        for (int i = 0; i < 3; i++) {
            fixture.consume(settings, job -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                now.decrementAndGet();
                return JobOutcome.completed(null);
            });
        }

        await().until(() -> fixture.counts().waiting() == 0 && fixture.counts().active() == 0);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aLimitThatIsSetWhileTheQueueRunsHoldsAtOnce() {
        List<Long> starts = java.util.Collections.synchronizedList(new ArrayList<>());
        Duration window = Duration.ofMillis(300);
        fixture.consume(job -> {
            starts.add(System.nanoTime());
            return JobOutcome.completed(null);
        });
        fixture.await(fixture.control.configure(fixture.queue, QueueOverrides.NONE.withRate(4, window)));
        fixture.enqueue(IntStream.range(0, 12).mapToObj(i -> fixture.job()).toArray(Job[]::new));

        await().until(() -> starts.size() == 12);
        List<Long> sorted = starts.stream().sorted().toList();
        assertThat(sorted.get(11) - sorted.get(0)).isGreaterThanOrEqualTo(2 * window.toNanos());

        fixture.await(fixture.control.configure(fixture.queue, QueueOverrides.NONE));
        fixture.enqueue(IntStream.range(0, 12).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        await().until(() -> starts.size() == 24);
    }

    @Test
    void listsWaitingJobsOfLanesAndLinesPageByPage() {
        fixture.enqueue(ofKey("acme", 7));
        fixture.enqueue(ofKey("beta", 1));
        fixture.enqueue(ofKey("gamma", 5));
        fixture.enqueue(IntStream.range(0, 4).mapToObj(i -> fixture.job()).toArray(Job[]::new));
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            JobPage page = fixture.await(fixture.inspector.list(fixture.queue, JobState.WAITING, cursor, 3));
            page.jobs().forEach(job -> assertThat(seen.add(job.id())).isTrue());
            cursor = page.next();
            pages++;
        } while (!cursor.isEmpty() && pages < 20);
        assertThat(seen).hasSize(17);
        assertThat(fixture.counts().waiting()).isEqualTo(17);
    }

    private QueueSettings keyed(int concurrency, int rate, Duration window, int slots) {
        return fixture.settings()
                .withConcurrency(concurrency)
                .withLimits(new Limits(0, Duration.ofSeconds(1), 0, rate, window, slots));
    }

    /** Jobs that are named after their key. */
    private static Job[] ofKey(String key, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Job.of(key, Map.of()).withOptions(JobOptions.DEFAULT.withLimitKey(key)))
                .toArray(Job[]::new);
    }
}
