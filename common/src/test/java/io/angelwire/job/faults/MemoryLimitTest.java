package io.angelwire.job.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueOverloadedException;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.ScriptRunner;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Redis reaches its memory limit and may evict nothing. */
class MemoryLimitTest {

    private static final String PAYLOAD = "x".repeat(5_000);
    private static final int CONCURRENCY = 4;

    private final Tally tally = new Tally();

    @Test
    void refusesNewJobsGoesOnWithThoseThatAreThereAndTakesNewOnesWhenThereIsRoom() throws Exception {
        try (FaultQueue queue = new FaultQueue("maxmemory 16mb", "maxmemory-policy noeviction")) {
            CountDownLatch release = new CountDownLatch(1);
            AtomicInteger retried = new AtomicInteger();
            Redis unguardedRedis = Redis.createClient(queue.vertx, queue.options());
            RedisJobProducer unguarded = producer(unguardedRedis, Double.MAX_VALUE);
            try (Consuming consuming = new Consuming(
                    queue.vertx,
                    queue.options(),
                    Consuming.settings(queue.queue).withConcurrency(CONCURRENCY),
                    job -> {
                        release.await();
                        if (job.name().equals("retry") && job.attempt() == 1) {
                            retried.incrementAndGet();
                            return JobOutcome.retry("once more");
                        }
                        tally.ran(job.id());
                        return JobOutcome.completed(null);
                    })) {
                int taken = fill(queue, unguarded);
                // The guard asks Redis at most once a second.
                await().until(() -> String.valueOf(refusal(queue.producer.enqueue(queue.queue, List.of(job("work")))))
                        .contains("no new jobs are taken"));
                fillUp(queue);
                String leaseEnd = leaseEnd(queue);
                await().atMost(Duration.ofSeconds(5)).until(() -> leaseIsRenewed(queue, leaseEnd, 3_000));
                assertThat(consuming.consumer.isReady()).isTrue();
                assertThat(queue.counts().active()).isEqualTo(CONCURRENCY);

                release.countDown();
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    // What completed jobs leave behind is taken at once: Redis stays at its limit.
                    fillUp(queue);
                    return tally.allRan();
                });
                assertThat(refusal(unguarded.enqueue(queue.queue, List.of(job("work")))))
                        .isInstanceOf(QueueOverloadedException.class);
                assertThat(queue.consumers()).hasSize(1);

                queue.send(Command.DEL, "filler");
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> refusal(queue.producer.enqueue(queue.queue, List.of(job("work")))) == null);
                await().until(queue::isEmpty);
                FaultSize.print(
                        "Redis at maxmemory",
                        "%d jobs until it refused: lost %d, duplicated %d, retried %d",
                        taken,
                        tally.lost(),
                        tally.duplicated(),
                        retried.get());
                assertThat(tally.lost()).isZero();
                assertThat(tally.duplicated()).isZero();
                assertThat(retried.get()).isPositive();
            } finally {
                unguardedRedis.close();
            }
        }
    }

    private static RedisJobProducer producer(Redis redis, double refuseAbove) {
        return new RedisJobProducer(
                new ScriptRunner(redis),
                new ObjectMapper(),
                PayloadCipher.NONE,
                new MemoryGuard(new ScriptRunner(redis), refuseAbove),
                FaultQueue.LARGEST_PAYLOAD,
                Partitions.NONE);
    }

    private static Job job(String name) {
        return Job.of(name, Map.of("x", PAYLOAD));
    }

    /** Enqueues until it is refused. @return how many jobs were taken */
    private int fill(FaultQueue queue, RedisJobProducer producer) throws InterruptedException {
        for (int taken = 0; ; taken++) {
            Job job = job(taken % 500 == 0 ? "retry" : "work");
            Throwable refusal = refusal(producer.enqueue(queue.queue, List.of(job)));
            if (refusal != null) {
                assertThat(refusal).isInstanceOf(QueueOverloadedException.class);
                return taken;
            }
            tally.accepted(job.id());
        }
    }

    /** Null for none. */
    private static Throwable refusal(CompletionStage<?> enqueued) throws InterruptedException {
        try {
            enqueued.toCompletableFuture().get(10, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (java.util.concurrent.TimeoutException e) {
            return e;
        }
    }

    /** Other data takes what is left. */
    private static void fillUp(FaultQueue queue) {
        try {
            while (true) {
                queue.send(Command.APPEND, "filler", PAYLOAD);
            }
        } catch (IllegalStateException refused) {
            assertThat(refused).rootCause().hasMessageStartingWith("OOM");
        }
    }

    private static String leaseEnd(FaultQueue queue) {
        return queue.send(
                        Command.ZSCORE,
                        queue.key("consumers"),
                        queue.consumers().get(0))
                .toString();
    }

    private static boolean leaseIsRenewed(FaultQueue queue, String before, long byMillis) {
        return Double.parseDouble(leaseEnd(queue)) - Double.parseDouble(before) > byMillis;
    }
}
