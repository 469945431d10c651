package io.angelwire.bench.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.bench.BenchException;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.PartitionedQueueControl;
import io.angelwire.job.partition.PartitionedQueueInspector;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisQueueControl;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A queue with very many jobs, and what the gateway looks at it with. */
final class LongQueue implements AutoCloseable {

    static final QueueName NAME = new QueueName("long");

    private static final int JOBS_PER_CALL = 500;

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;
    private final RedisJobProducer producer;
    final QueueInspector inspector;
    final QueueControl control;

    LongQueue(int port) {
        redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + port)
                        .setMaxWaitingHandlers(65_536)
                        .setMaxPoolWaiting(65_536));
        ScriptRunner scripts = new ScriptRunner(redis);
        producer = new RedisJobProducer(
                scripts,
                new ObjectMapper(),
                PayloadCipher.NONE,
                new MemoryGuard(scripts, 0.9),
                256 * 1024,
                Partitions.NONE);
        RedisQueueInspector parts = new RedisQueueInspector(scripts);
        inspector = new PartitionedQueueInspector(parts, Partitions.NONE);
        // Its jobs came straight to Redis: there are no outbox rows to delete.
        control = new PartitionedQueueControl(
                new RedisQueueControl(redis, scripts, parts, (queue, ids) -> {}, queue -> 100), Partitions.NONE);
    }

    /** Waiting jobs, a tenth as many in lines of their keys, and as many delayed ones. */
    void fill(int jobs) {
        enqueue(jobs, n -> JobOptions.DEFAULT);
        enqueue(jobs / 10, n -> JobOptions.DEFAULT.withLimitKey("tenant-" + n % 10_000));
        enqueue(jobs / 10, n -> JobOptions.DEFAULT.withDelay(Duration.ofHours(1).plusMillis(n)));
    }

    private void enqueue(int jobs, IntFunction<JobOptions> options) {
        for (int from = 0; from < jobs; from += JOBS_PER_CALL) {
            List<Job> some = new ArrayList<>();
            for (int n = from; n < Math.min(from + JOBS_PER_CALL, jobs); n++) {
                some.add(Job.of("work", Map.of("n", n, "to", "somebody@bench.angelwire.example"))
                        .withOptions(options.apply(n)));
            }
            await(producer.enqueue(NAME, some));
        }
    }

    /** From here on Redis notes how long each call takes. */
    void watchCalls() {
        send(Request.cmd(Command.CONFIG).arg("SET").arg("slowlog-max-len").arg(10_000));
        send(Request.cmd(Command.CONFIG)
                .arg("SET")
                .arg("slowlog-log-slower-than")
                .arg(0));
        send(Request.cmd(Command.SLOWLOG).arg("RESET"));
    }

    /** The longest call since the last time, in ms. */
    double slowestCallMillis() {
        Response calls = send(Request.cmd(Command.SLOWLOG).arg("GET").arg(10_000));
        double slowest = calls.stream()
                .filter(call -> !call.get(3).get(0).toString().equalsIgnoreCase("SLOWLOG"))
                .mapToLong(call -> call.get(2).toLong())
                .max()
                .orElse(0);
        send(Request.cmd(Command.SLOWLOG).arg("RESET"));
        return slowest / 1_000;
    }

    private Response send(Request request) {
        return await(redis.send(request).toCompletionStage());
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new BenchException("The queue does not answer: " + e, e);
        }
    }

    @Override
    public void close() {
        redis.close();
        vertx.close();
    }
}
