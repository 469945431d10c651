package io.angelwire.job.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Backoff;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.consumer.CompletionHook;
import io.angelwire.job.consumer.HandlerInvoker;
import io.angelwire.job.consumer.JobConsumer;
import io.angelwire.job.consumer.QueueSettings;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.validation.Validation;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The real consumer with clients of its own, set up as the services set it up, with one handler. */
final class Consuming implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadLocal<Long> BEGUN = new ThreadLocal<>();

    /** What the handler does. */
    interface Handling {
        JobOutcome run(RunningJob<JsonNode> job) throws Exception;
    }

    final JobConsumer consumer;
    private final Redis redis;
    private final Redis blocking;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    Consuming(Vertx vertx, RedisOptions options, QueueSettings settings, Handling handling) {
        this(vertx, options, settings, (queue, ids) -> {}, handling);
    }

    Consuming(Vertx vertx, RedisOptions options, QueueSettings settings, CompletionHook hook, Handling handling) {
        redis = Redis.createClient(vertx, options);
        blocking = Redis.createClient(vertx, new RedisOptions(options).setMaxPoolSize(16));
        consumer = new JobConsumer(
                settings,
                vertx,
                redis,
                blocking,
                new HandlerInvoker<>(
                        handler(settings.queue(), handling),
                        JSON,
                        Validation.buildDefaultValidatorFactory(),
                        new Begin(),
                        outage -> false),
                hook,
                JSON,
                PayloadCipher.NONE,
                threads);
        consumer.start();
    }

    static QueueSettings settings(QueueName queue) {
        return QueueSettings.of(queue).withAttempts(3, Backoff.fixed(Duration.ofMillis(50)));
    }

    /** See {@link Effect#begunMicros}; of the handler that this thread runs. */
    static long begunMicros() {
        return BEGUN.get();
    }

    /** Decrypting is what the engine does before it takes note of the start. */
    private static final class Begin implements PayloadCipher {
        @Override
        public String encrypt(QueueName queue, String jobId, String json) {
            return json;
        }

        @Override
        public String decrypt(QueueName queue, String jobId, String stored) {
            BEGUN.set(FaultQueue.nowMicros());
            return stored;
        }
    }

    private static JobHandler<JsonNode> handler(QueueName queue, Handling handling) {
        return new JobHandler<>() {
            @Override
            public QueueName queue() {
                return queue;
            }

            @Override
            public Class<JsonNode> payloadType() {
                return JsonNode.class;
            }

            @Override
            public JobOutcome handle(RunningJob<JsonNode> job) throws Exception {
                return handling.run(job);
            }
        };
    }

    @Override
    public void close() {
        consumer.stop();
        threads.shutdownNow();
        redis.close();
        blocking.close();
    }
}
