package io.angelwire.job.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.testing.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;

/** A queue on a Redis of its own, processes that consume it, and a second Redis that keeps their effects. */
final class FaultQueue implements AutoCloseable {

    static final int LARGEST_PAYLOAD = 100_000;

    final QueueName queue = new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));
    final RedisProcess server;
    final Vertx vertx = Vertx.vertx();
    final RedisJobProducer producer;
    final Effects effects;
    private final RedisProcess effectsServer = RedisProcess.start();
    private final Redis redis;
    private final QueueInspector inspector;
    private final QueueCommands commands;
    private final List<ConsumerProcess> processes = new ArrayList<>();

    /** @param settings of the queue's Redis, lines of redis.conf */
    FaultQueue(String... settings) {
        server = RedisProcess.start(settings);
        redis = Redis.createClient(vertx, patientOptions());
        effects = new Effects(vertx, effectsServer.url());
        ScriptRunner scripts = new ScriptRunner(redis);
        producer = new RedisJobProducer(
                scripts,
                new ObjectMapper(),
                PayloadCipher.NONE,
                new MemoryGuard(scripts, 0.9),
                LARGEST_PAYLOAD,
                Partitions.NONE);
        inspector = new RedisQueueInspector(scripts);
        commands = new QueueCommands(queue, redis);
    }

    RedisOptions options() {
        return server.options();
    }

    /** For the test itself, which looks on: on a busy machine an answer may take longer than the services wait. */
    private RedisOptions patientOptions() {
        RedisOptions options = options();
        options.getNetClientOptions().setIdleTimeout(0);
        return options;
    }

    ConsumerSpec spec(Work work) {
        return ConsumerSpec.of(server.url(), effectsServer.url(), queue.value(), work);
    }

    /** Returns at once; see {@link #awaitReady}. */
    ConsumerProcess start(ConsumerSpec spec, String... jvmArguments) {
        ConsumerProcess process = new ConsumerProcess(spec, jvmArguments);
        processes.add(process);
        return process;
    }

    List<ConsumerProcess> start(int count, ConsumerSpec spec) {
        List<ConsumerProcess> started =
                IntStream.range(0, count).mapToObj(i -> start(spec)).toList();
        awaitReady(started);
        return started;
    }

    void awaitReady(List<ConsumerProcess> some) {
        eventually().until(() -> {
            List<String> names = consumers();
            return some.stream()
                    .allMatch(process -> names.stream().anyMatch(name -> name.startsWith(process.pid() + "@")));
        });
    }

    /** The names of those whose lease has not been taken away. */
    List<String> consumers() {
        return send(Command.ZRANGEBYSCORE, key("consumers"), "(0", "+inf").stream()
                .map(Response::toString)
                .toList();
    }

    List<String> consumersOf(ConsumerProcess process) {
        return consumers().stream()
                .filter(name -> name.startsWith(process.pid() + "@"))
                .toList();
    }

    /** The ids of the jobs that a process holds, whatever it knows of them. */
    List<String> heldBy(ConsumerProcess process) {
        return consumersOf(process).stream()
                .flatMap(name -> answer(commands.held(name, 10_000).toCompletionStage()).stream())
                .map(LeasedJob::id)
                .toList();
    }

    List<Job> enqueue(int count) {
        List<Job> jobs = IntStream.range(0, count)
                .mapToObj(i -> Job.of("work", Map.of()))
                .toList();
        enqueue(jobs);
        return jobs;
    }

    List<Enqueued> enqueue(List<Job> jobs) {
        return answer(producer.enqueue(queue, jobs));
    }

    Optional<JobDetails> find(String id) {
        return answer(inspector.find(queue, id));
    }

    QueueCounts counts() {
        return answer(inspector.count(queue));
    }

    /** Nothing waits, runs or is due later. */
    boolean isEmpty() {
        QueueCounts counts = counts();
        return counts.waiting() + counts.active() + counts.delayed() == 0;
    }

    Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return answer(redis.send(request).toCompletionStage());
    }

    /** For what must come about, on whatever machine. */
    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
    }

    static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String key(String suffix) {
        return "queue:{" + queue + "}:" + suffix;
    }

    /** The machine's clock, as the effects' times. */
    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public void close() {
        processes.stream().filter(ConsumerProcess::isAlive).forEach(ConsumerProcess::kill);
        effects.close();
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
        effectsServer.close();
    }
}
