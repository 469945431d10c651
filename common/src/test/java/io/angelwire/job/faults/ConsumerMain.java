package io.angelwire.job.faults;

import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.testing.RedisEndpoint;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;

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
        Runtime.getRuntime().addShutdownHook(new Thread(consuming.consumer::stop));
        // The test that started it has the other end: a test that dies leaves no process behind.
        while (System.in.read() >= 0) {
            continue;
        }
        Runtime.getRuntime().halt(2);
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
