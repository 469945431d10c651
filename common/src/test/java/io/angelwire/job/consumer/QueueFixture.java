package io.angelwire.job.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Backoff;
import io.angelwire.job.Job;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.testing.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One queue of its own on a real Redis, and consumers of it. */
final class QueueFixture implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    final QueueName queue = new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));
    final Vertx vertx = Vertx.vertx();
    final Redis redis;
    final JobProducer producer;
    final QueueCommands commands;
    final List<String> endedBeforeCompletion = new ArrayList<>();
    private final Redis blocking;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JobConsumer> consumers = new ArrayList<>();

    /** What a test's handler does; the payload is any JSON. */
    interface Work {
        JobOutcome run(RunningJob<JsonNode> job) throws Exception;
    }

    QueueFixture(RedisProcess server) {
        this.redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(server.url()));
        this.blocking = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(server.url()).setMaxPoolSize(16));
        this.producer = new RedisJobProducer(new ScriptRunner(redis), JSON);
        this.commands = new QueueCommands(queue, redis);
    }

    QueueSettings settings() {
        return new QueueSettings(
                queue,
                3,
                Backoff.fixed(Duration.ofMillis(50)),
                100,
                50,
                4,
                0,
                Duration.ofSeconds(1),
                Duration.ofMillis(600),
                2,
                Duration.ofSeconds(5));
    }

    QueueSettings limited(int concurrency, int rateLimit, Duration window) {
        QueueSettings s = settings();
        return new QueueSettings(
                queue,
                s.attempts(),
                s.backoff(),
                s.keepCompleted(),
                s.keepFailed(),
                concurrency,
                rateLimit,
                window,
                s.lease(),
                s.maxRedeliveries(),
                s.gracePeriod());
    }

    QueueSettings stopping(Duration grace) {
        QueueSettings s = settings();
        return new QueueSettings(
                queue,
                s.attempts(),
                s.backoff(),
                s.keepCompleted(),
                s.keepFailed(),
                s.concurrency(),
                s.rateLimit(),
                s.rateWindow(),
                s.lease(),
                s.maxRedeliveries(),
                grace);
    }

    QueueSettings backingOff(Backoff backoff, int attempts) {
        QueueSettings s = settings();
        return new QueueSettings(
                queue,
                attempts,
                backoff,
                s.keepCompleted(),
                s.keepFailed(),
                s.concurrency(),
                s.rateLimit(),
                s.rateWindow(),
                s.lease(),
                s.maxRedeliveries(),
                s.gracePeriod());
    }

    JobConsumer consume(Work work) {
        return consume(settings(), work);
    }

    JobConsumer consume(QueueSettings settings, Work work) {
        JobHandler<JsonNode> handler = new JobHandler<>() {
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
                return work.run(job);
            }
        };
        CompletionHook hook = (name, ids) -> {
            synchronized (endedBeforeCompletion) {
                endedBeforeCompletion.addAll(ids);
            }
        };
        JobConsumer consumer = new JobConsumer(
                settings, vertx, redis, blocking, new HandlerInvoker<>(handler, JSON, VALIDATOR), hook, JSON, threads);
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    List<Boolean> enqueue(Job... jobs) {
        try {
            return producer.enqueue(queue, List.of(jobs)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Job job() {
        return Job.of("work", Map.of("n", 1));
    }

    QueueCounts counts() {
        try {
            return new RedisQueueInspector(new ScriptRunner(redis))
                    .count(queue)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return await(redis.send(request));
    }

    <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String key(String suffix) {
        return "queue:{" + queue + "}:" + suffix;
    }

    /** What is known of a job beside its content. */
    Map<String, String> hash(Job job) {
        Response hash = send(Command.HGETALL, key("job:" + job.id()));
        Map<String, String> fields = new java.util.HashMap<>();
        hash.getKeys().forEach(field -> fields.put(field, hash.get(field).toString()));
        return fields;
    }

    /** The fields of the newest entry of a stream of the queue. */
    Map<String, String> newest(String stream) {
        Response entries = send(Command.XREVRANGE, key(stream), "+", "-", "COUNT", 1);
        Map<String, String> fields = new java.util.HashMap<>();
        Response list = entries.get(0).get(1);
        for (int i = 0; i < list.size(); i += 2) {
            fields.put(list.get(i).toString(), list.get(i + 1).toString());
        }
        return fields;
    }

    @Override
    public void close() {
        consumers.forEach(JobConsumer::stop);
        threads.shutdownNow();
        redis.close();
        blocking.close();
        await(vertx.close());
    }
}
