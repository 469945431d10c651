package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.testing.RedisProcess;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedisOutageTest {

    @Test
    void goesOnWithTheSameJobsAfterRedisWasRestarted(@org.junit.jupiter.api.io.TempDir java.nio.file.Path data) {
        String[] durable = {"appendonly yes", "appendfsync always", "dir " + data};
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        CountDownLatch release = new CountDownLatch(1);
        try (RedisProcess first = RedisProcess.start(durable);
                QueueFixture fixture = new QueueFixture(first)) {
            JobConsumer consumer = fixture.consume(job -> {
                release.await();
                runs.merge(job.id(), 1, Integer::sum);
                return JobOutcome.completed(null);
            });
            fixture.enqueue(IntStream.range(0, 50).mapToObj(i -> fixture.job()).toArray(Job[]::new));
            await().until(() -> fixture.counts().active() == 4);

            first.close();
            await().until(() -> !consumer.isReady());
            release.countDown();
            try (RedisProcess second = RedisProcess.startOn(first.port(), durable)) {
                await().atMost(Duration.ofSeconds(20)).until(() -> runs.size() == 50);
                await().until(consumer::isReady);
                await().until(() -> fixture.counts().active() == 0);
                assertThat(fixture.counts().waiting()).isZero();
                // The outcomes of the four under way were told when Redis was back: none of them ran again.
                assertThat(runs.values()).containsOnly(1);
                consumer.stop();
            }
        }
    }

    @Test
    void notReadyWhileRedisIsStoppedAndConsumingSoonAfter() {
        try (RedisProcess server = RedisProcess.start();
                QueueFixture fixture = new QueueFixture(server)) {
            Map<String, Integer> runs = new ConcurrentHashMap<>();
            JobConsumer consumer = fixture.consume(job -> {
                runs.merge(job.id(), 1, Integer::sum);
                return JobOutcome.completed(null);
            });
            await().until(consumer::isReady);
            fixture.send(Command.CLIENT, "PAUSE", 4_000, "ALL");
            await().until(() -> !consumer.isReady());
            await().atMost(Duration.ofSeconds(15)).until(consumer::isReady);

            fixture.enqueue(fixture.job());
            await().until(() -> runs.size() == 1);
        }
    }
}
