package io.angelwire.domain.failedjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.failedjob.FailedJobArchive.Status;
import io.angelwire.domain.page.Slice;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobState;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Failure;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.outbox.Outbox;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters that are tried again. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class FailedJobsTest {

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));

    @Inject
    FailedJobs failedJobs;

    @Inject
    FailedJobArchive archive;

    @Inject
    FailedJobRecorder recorder;

    @Inject
    Outbox outbox;

    @Inject
    QueueInspector inspector;

    @Inject
    EntityManager entities;

    @Inject
    Redis redis;

    private QueueCommands commands;
    private DeadLetterConsumer deadLetters;

    @BeforeEach
    void start() {
        commands = new QueueCommands(queue, redis);
        deadLetters = new DeadLetterConsumer(queue, redis, recorder);
        deadLetters.start();
        await(commands.register("consumer", Duration.ofMinutes(5)));
    }

    @AfterEach
    void stop() {
        deadLetters.stop();
    }

    @Test
    void aFailedJobIsTriedAgainAsItWasUnderItsId() {
        Job job = Job.of("work", Map.of("n", 1))
                .withOptions(JobOptions.DEFAULT.withPriority(Priority.HIGH).withAttempts(7));
        fail(job, "the provider is away");

        assertThat(failedJobs.replay(FailedJobFilter.in(queue), 10)).isEqualTo(1);

        Awaitility.await().until(() -> find(job).state() == JobState.WAITING);
        assertThat(find(job).attemptsMade()).isZero();
        assertThat(find(job).priority()).isEqualTo(Priority.HIGH);
        assertThat(find(job).payload()).isEqualTo("{\"n\":1}");
        assertThat(count("outbox where target = '" + queue + "'")).isEqualTo(1);
        assertThat(failedJobs.replay(FailedJobFilter.in(queue), 10)).isZero();
    }

    @Test
    void aJobThatFailsAgainIsANewFailureThatCanBeReplayedAgain() {
        Job job = Job.of("work", Map.of("n", 1));
        fail(job, "first");
        failedJobs.replay(FailedJobFilter.in(queue), 10);
        Awaitility.await().until(() -> find(job).state() == JobState.WAITING);
        takeAndFail("second");
        Awaitility.await().until(() -> count("failed_jobs where queue_name = '" + queue + "'") == 2);

        assertThat(failedJobs.replay(FailedJobFilter.in(queue), 10)).isEqualTo(1);
        Awaitility.await().until(() -> find(job).state() == JobState.WAITING);
    }

    @Test
    void onlyWhatTheFilterFindsIsTriedAgain() {
        Job route = Job.of("work", Map.of("n", 1));
        Job other = Job.of("other", Map.of("n", 2));
        fail(route, "no route");
        fail(other, "no route");
        FailedJobFilter filter = new FailedJobFilter(queue, "work", "route", null, null, null, null);
        assertThat(failedJobs.replay(new FailedJobFilter(queue, null, "mailbox", null, null, null, null), 10))
                .isZero();

        assertThat(failedJobs.replay(filter, 10)).isEqualTo(1);

        Awaitility.await().until(() -> find(route).state() == JobState.WAITING);
        assertThat(find(other).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void failuresOfOneKindAreAGroup() {
        Job gone = Job.of("work", Map.of("n", 1));
        fail(gone, "SmtpException: 550 5.1.1 <a.b@c.example> mailbox \"a b\" gone, transaction 0af3b2c4d5e6f708");
        fail(
                Job.of("work", Map.of()),
                "SmtpException: 551 5.2 <x@y.example> mailbox \"c\" gone, transaction 123456789012");
        fail(Job.of("work", Map.of()), "no investment " + UUID.randomUUID() + "\nat somewhere");
        fail(Job.of("work", Map.of()), "no investment " + UUID.randomUUID());
        fail(Job.of("work", Map.of()), "no investment " + UUID.randomUUID());

        List<FailureGroup> groups = archive.groups(FailedJobFilter.in(queue), Status.OPEN, 10);

        assertThat(groups)
                .extracting(FailureGroup::error)
                .containsExactly(
                        "no investment <id>",
                        "SmtpException: <n> <n> <<address>> mailbox \"…\" gone, transaction <hex>");
        assertThat(groups).extracting(FailureGroup::failures).containsExactly(3L, 2L);
        FailedJobFilter mails =
                new FailedJobFilter(null, null, null, null, null, groups.get(1).group(), null);
        assertThat(archive.list(mails, Status.OPEN, null, 10).items())
                .extracting(failed -> failed.jobId)
                .contains(gone.id())
                .hasSize(2);
        assertThat(archive.groups(FailedJobFilter.in(queue), Status.OPEN, 1)).hasSize(1);
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        for (int n = 1; n <= 5; n++) {
            fail(Job.of("work", Map.of("n", n)), "failure " + n);
        }

        Slice<FailedJob> first = archive.list(FailedJobFilter.in(queue), Status.OPEN, null, 3);
        Slice<FailedJob> second = archive.list(FailedJobFilter.in(queue), Status.OPEN, first.next(), 3);

        assertThat(first.items())
                .extracting(failed -> failed.reason)
                .containsExactly("failure 5", "failure 4", "failure 3");
        assertThat(second.items()).extracting(failed -> failed.reason).containsExactly("failure 2", "failure 1");
        assertThat(second.next()).isNull();
    }

    @Test
    void whatIsDiscardedIsNeitherOpenNorTriedAgain() {
        Job job = Job.of("work", Map.of("n", 1));
        fail(job, "no");

        assertThat(failedJobs.discard(FailedJobFilter.in(queue), 10)).isEqualTo(1);

        assertThat(failedJobs.discard(FailedJobFilter.in(queue), 10)).isZero();
        assertThat(failedJobs.replay(FailedJobFilter.in(queue), 10)).isZero();
        assertThat(archive.list(FailedJobFilter.in(queue), Status.OPEN, null, 10)
                        .items())
                .isEmpty();
        assertThat(archive.list(FailedJobFilter.in(queue), Status.DISCARDED, null, 10)
                        .items())
                .singleElement()
                .satisfies(failed -> assertThat(archive.find(failed.id)).isPresent());
    }

    private void fail(Job job, String reason) {
        long before = count("failed_jobs where queue_name = '" + queue + "'");
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        Awaitility.await().until(() -> await(inspector.count(queue)).waiting() == 1);
        takeAndFail(reason);
        Awaitility.await().until(() -> count("failed_jobs where queue_name = '" + queue + "'") == before + 1);
    }

    private void takeAndFail(String reason) {
        var taken = await(commands.take("consumer", 1, Limits.NONE, false, 0, Map.of()));
        await(commands.fail(
                "consumer", 50, 100, List.of(new Failure(taken.jobs().get(0), reason, 3, ""))));
    }

    private JobDetails find(Job job) {
        return await(inspector.find(queue, job.id())).orElseThrow();
    }

    private long count(String from) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from " + from)
                                .getSingleResult())
                        .longValue());
    }

    private static <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
