package io.angelwire.job.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.database.DatabaseOutage;
import io.angelwire.job.Backoff;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobResults;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.partition.PartitionedQueueControl;
import io.angelwire.job.partition.PartitionedQueueInspector;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.angelwire.job.redis.QueueEvents;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobResults;
import io.angelwire.job.redis.RedisQueueControl;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.testing.RedisEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One queue of its own on a real Redis, and consumers of it. */
final class QueueFixture implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final ValidatorFactory VALIDATION = Validation.buildDefaultValidatorFactory();

    final QueueName queue = new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));
    final Vertx vertx = Vertx.vertx();
    final Redis redis;
    static final int LARGEST_PAYLOAD = 10_000;

    final RedisJobProducer producer;
    final Partitions partitions;
    final QueueCommands commands;
    final QueueInspector inspector;
    final QueueControl control;
    final QueueEvents events;
    final JobResults results;
    final ScriptRunner scripts;
    final List<String> endedBeforeCompletion = new ArrayList<>();
    private final Redis blocking;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<JobConsumer> consumers = new ArrayList<>();
    private JobObserver observer = JobObserver.NONE;

    /** What a test's handler does; the payload is any JSON. */
    interface Work {
        JobOutcome run(RunningJob<JsonNode> job) throws Exception;
    }

    final RedisEndpoint server;

    QueueFixture(RedisEndpoint server) {
        this(server, 1);
    }

    /** @param parts into how many its queue is split */
    QueueFixture(RedisEndpoint server, int parts) {
        this.server = server;
        this.partitions = new Partitions(name -> name.equals(queue) ? parts : 1);
        this.redis = Redis.createClient(vertx, server.options());
        this.blocking = Redis.createClient(vertx, server.options().setMaxPoolSize(16));
        this.scripts = new ScriptRunner(redis);
        this.producer = new RedisJobProducer(
                scripts, JSON, PayloadCipher.NONE, new MemoryGuard(scripts, 0.9), LARGEST_PAYLOAD, partitions);
        this.commands = new QueueCommands(queue, redis);
        RedisQueueInspector parted = new RedisQueueInspector(scripts);
        this.inspector = new PartitionedQueueInspector(parted, partitions);
        this.control = new PartitionedQueueControl(
                new RedisQueueControl(redis, scripts, parted, this::recordEnded, any -> 100), partitions);
        this.events = new QueueEvents(vertx, blocking, redis);
        this.results = new RedisJobResults(vertx, events, inspector, partitions, PayloadCipher.NONE, JSON);
    }

    /** Of the consumers that are started from now on. */
    void observe(JobObserver newObserver) {
        observer = newObserver;
    }

    /** Another queue on the same server. */
    QueueFixture another() {
        return new QueueFixture(server);
    }

    QueueSettings settings() {
        return QueueSettings.of(queue)
                .withAttempts(3, Backoff.fixed(Duration.ofMillis(50)))
                .withConcurrency(4)
                .withLease(Duration.ofMillis(600), 2)
                .withGracePeriod(Duration.ofSeconds(5));
    }

    JobConsumer consume(Work work) {
        return consume(settings(), work);
    }

    JobConsumer consume(QueueSettings settings, Work work) {
        return consume(settings, handler(work));
    }

    JobHandler<JsonNode> handler(Work work) {
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
                return work.run(job);
            }
        };
    }

    JobConsumer consume(QueueSettings settings, JobHandler<?> handler) {
        return consume(settings, handler, PayloadCipher.NONE);
    }

    JobConsumer consume(QueueSettings settings, JobHandler<?> handler, PayloadCipher cipher) {
        JobConsumer consumer = new JobConsumer(
                settings,
                vertx,
                redis,
                blocking,
                new HandlerInvoker<>(handler, JSON, VALIDATION, cipher, DatabaseOutage::isCauseOf),
                this::recordEnded,
                JSON,
                cipher,
                threads,
                observer);
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    /** Takes what is there under a lease that nobody renews. */
    Taken leaseAsADyingConsumer(String name) {
        await(commands.register(name, Duration.ofMillis(500)));
        return await(commands.take(name, 10, Limits.NONE, false, 0, Map.of()));
    }

    private void recordEnded(QueueName name, List<String> ids) {
        synchronized (endedBeforeCompletion) {
            endedBeforeCompletion.addAll(ids);
        }
    }

    List<Enqueued> enqueue(Job... jobs) {
        return await(producer.enqueue(queue, List.of(jobs)));
    }

    JobDetails details(Job job) {
        return await(inspector.find(queue, job.id())).orElseThrow();
    }

    <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Job job() {
        return Job.of("work", Map.of("n", 1));
    }

    QueueCounts counts() {
        return await(inspector.count(queue));
    }

    Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return await(redis.send(request));
    }

    <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    /** Redis's clock. */
    long redisMillis() {
        Response time = send(Command.TIME);
        return time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000;
    }

    String key(String suffix) {
        return "queue:{" + queue + "}:" + suffix;
    }

    /** Where the job is, and behind that how it ended, and its result; null if the queue does not know it. */
    String known(Job job) {
        Response known = send(Command.HGET, key("jobs"), job.id());
        return known == null ? null : known.toString();
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
        events.close();
        redis.close();
        blocking.close();
        await(vertx.close());
    }
}
