package io.angelwire.job.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.ScheduleTicker;
import io.angelwire.job.schedule.Timing;
import io.angelwire.testing.RedisEndpoint;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that consumes one queue until it is told to stop, or worse. */
public final class ConsumerMain {

    private ConsumerMain() {}

    public static void main(String[] arguments) throws IOException {
        ConsumerSpec spec = ConsumerSpec.read(arguments[0]);
        Vertx vertx = Vertx.vertx();
        Effects effects = new Effects(vertx, spec.effects);
        Consuming consuming = new Consuming(
                vertx,
                RedisEndpoint.clientOptions().setConnectionString(spec.redis),
                settings(spec),
                job -> spec.work.run(job, effects, spec.workMillis));
        if (spec.tickMillis > 0) {
            serveTicks(vertx, spec);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(consuming.consumer::stop));
        // The test that started it has the other end: a test that dies leaves no process behind.
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(2);
    }

    private static void serveTicks(Vertx vertx, ConsumerSpec spec) {
        QueueName queue = new QueueName(spec.queue);
        Redis redis = Redis.createClient(vertx, RedisEndpoint.clientOptions().setConnectionString(spec.redis));
        ScriptRunner scripts = new ScriptRunner(redis);
        RedisJobProducer producer = new RedisJobProducer(
                scripts,
                new ObjectMapper(),
                PayloadCipher.NONE,
                new MemoryGuard(scripts, 0.9),
                FaultQueue.LARGEST_PAYLOAD,
                Partitions.NONE);
        Schedule ticks =
                Schedule.of(queue, "ticks", Timing.every(Duration.ofMillis(spec.tickMillis)), "tick", Map.of());
        new ScheduleTicker(
                        queue, new RedisSchedules(redis, producer, PayloadCipher.NONE, Partitions.NONE), List.of(ticks))
                .start();
    }

    private static QueueSettings settings(ConsumerSpec spec) {
        return Consuming.settings(new QueueName(spec.queue))
                .withConcurrency(spec.concurrency)
                .withLease(Duration.ofMillis(spec.leaseMillis), spec.maxRedeliveries)
                .withGracePeriod(Duration.ofMillis(spec.graceMillis))
                .withRetention(Retention.ofCount(spec.keepCompleted, 50))
                .withLimits(Limits.rate(spec.rateLimit, Duration.ofMillis(spec.rateWindowMillis)));
    }
}
