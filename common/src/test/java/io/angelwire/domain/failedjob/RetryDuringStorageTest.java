package io.angelwire.domain.failedjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Failure;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueKeys;
import io.angelwire.outbox.Outbox;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that is tried again at the very moment at which a worker stores its failure. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class RetryDuringStorageTest {

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));
    private final Job job = Job.of("work", Map.of("n", 1));
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Inject
    FailedJobs failedJobs;

    @Inject
    FailedJobRecorder recorder;

    @Inject
    Outbox outbox;

    @Inject
    QueueInspector inspector;

    @Inject
    QueueControl control;

    @Inject
    EntityManager entities;

    @Inject
    Redis redis;

    private DeadLetterConsumer consumer;

    @BeforeEach
    void oneHasFailed() {
        QueueCommands commands = new QueueCommands(queue, redis);
        answer(commands.register("consumer", Duration.ofMinutes(5)).toCompletionStage());
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        await().until(() -> answer(inspector.count(queue)).waiting() == 1);
        var taken = answer(
                commands.take("consumer", 1, Limits.NONE, false, 0, Map.of()).toCompletionStage());
        answer(commands.fail(
                        "consumer", 50, 100, List.of(new Failure(taken.jobs().get(0), "no route", 3, "")))
                .toCompletionStage());
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        consumer.stop();
    }

    /** Its failure is none any more, and its outbox row keeps it until it has ended. */
    @Test
    void aFailureThatWasReadIsNotStoredOnceItsJobIsTriedAgain() {
        store((letter, withdrawn) -> {
            pause();
            return recorder.handle(letter, withdrawn);
        });

        isPaused();
        assertThat(retry()).isEqualTo(1);
        goOn.countDown();

        await().until(this::everythingIsAcknowledged);
        assertThat(count("failed_jobs where job_id = '" + job.id() + "'")).isZero();
        assertThat(count("admin_alerts where queue_name = '" + queue + "'")).isZero();
        assertThat(count("outbox where id = '" + job.id() + "'")).isEqualTo(1);
        assertThat(answer(inspector.find(queue, job.id())).orElseThrow().state())
                .isEqualTo(JobState.WAITING);
    }

    /** Of the two, storing was first: so the job goes through the outbox, and its failure counts as tried again. */
    @Test
    void whoTriesAJobAgainWaitsForWhoStoresItsFailure() throws Exception {
        store((letter, withdrawn) -> recorder.handle(letter, () -> {
            boolean gone = withdrawn.getAsBoolean();
            pause();
            return gone;
        }));

        isPaused();
        CompletableFuture<Integer> retried = CompletableFuture.supplyAsync(this::retry);
        await().until(() -> count("pg_locks where locktype = 'advisory' and not granted") > 0);
        assertThat(retried).isNotDone();
        goOn.countDown();

        assertThat(retried.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        await().until(this::everythingIsAcknowledged);
        assertThat(count("failed_jobs where job_id = '" + job.id() + "' and replayed_at is not null"))
                .isEqualTo(1);
        await().until(() ->
                answer(inspector.find(queue, job.id())).orElseThrow().state() == JobState.WAITING);
        assertThat(count("outbox where id = '" + job.id() + "'")).isEqualTo(1);
    }

    /** A worker that died before it had told Redis leaves the failure to be stored once more. */
    @Test
    void aFailureThatIsStoredTwiceLeavesTheOutboxRowOfTheJobThatIsTriedAgain() {
        store((letter, withdrawn) -> {
            boolean stored = recorder.handle(letter, withdrawn);
            assertThat(retry()).isEqualTo(1);
            return stored && recorder.handle(letter, () -> false);
        });

        await().until(this::everythingIsAcknowledged);
        assertThat(count("failed_jobs where job_id = '" + job.id() + "'")).isEqualTo(1);
        assertThat(count("outbox where id = '" + job.id() + "'")).isEqualTo(1);
    }

    private void store(DeadLetterHandler handler) {
        consumer = new DeadLetterConsumer(queue, redis, handler);
        consumer.start();
    }

    private void pause() {
        reached.countDown();
        await().until(() -> goOn.getCount() == 0);
    }

    private void isPaused() {
        await().until(() -> reached.getCount() == 0);
    }

    private int retry() {
        return failedJobs.retry(queue, List.of(job.id()), unstored -> answer(control.retry(queue, unstored)));
    }

    private boolean everythingIsAcknowledged() {
        int unread = answer(redis.send(Request.cmd(Command.XLEN).arg(QueueKeys.dead(queue)))
                        .toCompletionStage())
                .toInteger();
        int unacknowledged = answer(redis.send(Request.cmd(Command.XPENDING)
                                .arg(QueueKeys.dead(queue))
                                .arg(QueueKeys.DEAD_LETTER_GROUP))
                        .toCompletionStage())
                .get(0)
                .toInteger();
        return unread == 0 && unacknowledged == 0;
    }

    private long count(String from) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from " + from)
                                .getSingleResult())
                        .longValue());
    }

    private static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
