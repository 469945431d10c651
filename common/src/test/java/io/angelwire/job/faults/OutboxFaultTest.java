package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.answer;
import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.CompletionHook;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.OutboxSettlement;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisProcess;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Redis loses data under load. As many jobs as go through the outbox go to a second queue on the same Redis without it:
 * what that loses is what Redis alone loses.
 */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class OutboxFaultTest {

    private static final int PRODUCERS = 4;
    private static final int JOBS_PER_TRANSACTION = 10;
    private static final int LEAST_BACKLOG = 50;
    private static final int MOST_BACKLOG = 1_000;
    private static final int CUT_JOBS = 100;

    private final int faults = FaultSize.of(2, 20);
    private final int jobs = FaultSize.of(2_000, 60_000);
    private final Line kept = new Line();
    private final Line alone = new Line();

    @Inject
    Outbox outbox;

    @Inject
    OutboxSettlement settlement;

    @Inject
    JobProducer producer;

    @Inject
    QueueInspector inspector;

    @Inject
    EntityManager entities;

    @Inject
    Redis client;

    RedisProcess redis;

    /** One of the two ways of the jobs. */
    private static final class Line {
        final QueueName queue = new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));
        final Tally tally = new Tally();

        int backlog() {
            return tally.accepted() - tally.ran();
        }
    }

    private interface Fault {
        void strike() throws Exception;
    }

    @Test
    void everyJobRunsThoughAllDataOfRedisIsDeletedUnderLoad() throws Exception {
        strikeUnderLoad("all data of Redis deleted", () -> redis.tellAll("FLUSHALL"));
        assertThat(alone.tally.lost()).isPositive();
    }

    /**
     * A process that is killed leaves what it has written to the system, which still writes it to the disk. So the file is
     * cut besides to what it was a while before, as if the machine had lost its power.
     */
    @Test
    void everyJobRunsThoughRedisLosesItsLastWrites() throws Exception {
        strikeUnderLoad("Redis killed, its last writes (fsync everysec) lost", this::killAndCut);
    }

    private void killAndCut() throws IOException {
        Path file = appendOnlyFile();
        long length = Files.size(file);
        int until = alone.tally.accepted() + CUT_JOBS;
        eventually().until(() -> alone.tally.accepted() >= until);
        redis.process().kill();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        redis.restart();
    }

    private Path appendOnlyFile() throws IOException {
        String directory = answer(
                        client.send(Request.cmd(Command.CONFIG).arg("GET").arg("dir"))
                                .toCompletionStage())
                .get("dir")
                .toString();
        try (Stream<Path> files = Files.list(Path.of(directory, "appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void strikeUnderLoad(String name, Fault fault) throws Exception {
        Vertx vertx = Vertx.vertx();
        ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
        try (Consuming first = consume(vertx, kept, settlement);
                Consuming second = consume(vertx, alone, (queue, ids) -> {})) {
            eventually().until(() -> first.consumer.isReady() && second.consumer.isReady());
            for (int i = 0; i < PRODUCERS; i++) {
                producers.submit(this::produce);
            }
            for (int strike = 1; strike <= faults; strike++) {
                int until = jobs * strike / (faults + 2);
                eventually().until(() -> kept.tally.accepted() >= until && alone.backlog() >= LEAST_BACKLOG);
                fault.strike();
            }
            producers.shutdown();
            assertThat(producers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            eventually().until(() -> rows() == 0);
            eventually().until(() -> isEmpty(kept) && isEmpty(alone));
            assertThat(alone.tally.lostIds())
                    .as("lost by Redis, which knows nothing of them, and not by the engine")
                    .allMatch(id -> answer(inspector.find(alone.queue, id)).isEmpty());
        } finally {
            producers.shutdownNow();
            answer(vertx.close().toCompletionStage());
        }
        FaultSize.print(
                name,
                "%d times, %d jobs: lost %d, duplicated %d; of %d without the outbox lost %d, duplicated %d",
                faults,
                kept.tally.accepted(),
                kept.tally.lost(),
                kept.tally.duplicated(),
                alone.tally.accepted(),
                alone.tally.lost(),
                alone.tally.duplicated());
        assertThat(kept.tally.accepted()).isEqualTo(jobs);
        assertThat(kept.tally.lost()).isZero();
    }

    private Consuming consume(Vertx vertx, Line line, CompletionHook hook) {
        return new Consuming(
                vertx, redis.options(), Consuming.settings(line.queue).withConcurrency(4), hook, job -> {
                    TimeUnit.MILLISECONDS.sleep(4);
                    line.tally.ran(job.id());
                    return JobOutcome.completed(null);
                });
    }

    private void produce() {
        for (int n = 0; n < jobs / PRODUCERS; n += JOBS_PER_TRANSACTION) {
            eventually().until(() -> kept.backlog() < MOST_BACKLOG);
            List<Job> some = newJobs();
            QuarkusTransaction.requiringNew().run(() -> some.forEach(job -> outbox.enqueue(kept.queue, job)));
            kept.tally.accepted(some);
            List<Job> others = newJobs();
            try {
                answer(producer.enqueue(alone.queue, others));
                alone.tally.accepted(others);
            } catch (IllegalStateException e) {
                // Redis is away, and nobody was told that they are accepted.
                continue;
            }
        }
    }

    private static List<Job> newJobs() {
        return Stream.generate(() -> Job.of("work", Map.of()))
                .limit(JOBS_PER_TRANSACTION)
                .toList();
    }

    private boolean isEmpty(Line line) {
        var counts = answer(inspector.count(line.queue));
        return counts.waiting() + counts.active() + counts.delayed() == 0;
    }

    private long rows() {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from outbox where target = :queue")
                                .setParameter("queue", kept.queue.value())
                                .getSingleResult())
                        .longValue());
    }
}
