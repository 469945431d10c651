package io.angelwire.bench.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.JobProducer;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.HandlerInvoker;
import io.angelwire.job.consumer.JobConsumer;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The engine put together as the services do it, and nowhere else in the benchmark. */
final class AngelwireEngine {

    private static final int KEEP_ALL = 10_000_000;
    private static final int LARGEST_PAYLOAD = 256 * 1024;

    private final ObjectMapper json = new ObjectMapper();
    private final ValidatorFactory validation = Validation.buildDefaultValidatorFactory();
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService handlerThreads = handlerThreads();
    private final Redis redis;
    private final Redis blocking;
    private final ScriptRunner scripts;

    AngelwireEngine(int redisPort) {
        // The two pools of the services' microprofile-config.properties.
        this.redis = Redis.createClient(vertx, options(redisPort));
        this.blocking = Redis.createClient(vertx, options(redisPort).setMaxPoolSize(16));
        this.scripts = new ScriptRunner(redis);
    }

    private static RedisOptions options(int port) {
        return new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + port)
                .setMaxWaitingHandlers(65_536)
                .setMaxPoolWaiting(65_536);
    }

    JobProducer producer() {
        return new RedisJobProducer(
                scripts, json, PayloadCipher.NONE, new MemoryGuard(scripts, 0.9), LARGEST_PAYLOAD, Partitions.NONE);
    }

    /** @param rateLimit handler starts in any {@code rateWindow}; 0 for none */
    JobConsumer consumer(BenchHandler handler, int concurrency, int rateLimit, Duration rateWindow, boolean keepAll) {
        QueueSettings settings = QueueSettings.of(handler.queue())
                .withRetention(Retention.ofCount(keepAll ? KEEP_ALL : 100, 50))
                .withConcurrency(concurrency)
                .withLimits(rateLimit == 0 ? Limits.NONE : Limits.rate(rateLimit, rateWindow))
                .withGracePeriod(Duration.ofSeconds(1));
        return new JobConsumer(
                settings,
                vertx,
                redis,
                blocking,
                new HandlerInvoker<>(handler, json, validation, PayloadCipher.NONE, failure -> false),
                // Jobs that came straight to Redis have no outbox row to delete.
                (queue, ids) -> {},
                json,
                PayloadCipher.NONE,
                handlerThreads);
    }

    /** Whether no job waits or runs, and every outcome is written. */
    boolean isIdle(QueueName queue) throws Exception {
        QueueCounts counts = new RedisQueueInspector(scripts)
                .count(queue)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return counts.waiting() + counts.active() == 0;
    }

    /** Virtual threads where the JDK has them, pooled ones on 17, as in the services. */
    private static ExecutorService handlerThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool();
        }
    }
}
