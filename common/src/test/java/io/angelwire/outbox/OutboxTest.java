package io.angelwire.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Deduplication;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.redis.Script;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomKeys;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class OutboxTest {

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));

    @Inject
    Outbox outbox;

    @Inject
    OutboxRepository repository;

    @Inject
    OutboxSettlement settlement;

    @Inject
    AcceptedJobs accepted;

    @Inject
    QueueInspector queues;

    @Inject
    EntityManager entities;

    @Inject
    Redis redis;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void emptyOutbox() {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("delete from outbox").executeUpdate());
    }

    @Test
    void pushesAJobAfterTheCommitAndKeepsItsRowUntilTheJobEnds() {
        Job job = Job.of("work", Map.of("n", 1));
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.enqueue(queue, job);
            assertThat(counts().waiting()).isZero();
        });
        await().until(() -> counts().waiting() == 1);
        await().until(() -> rows("pushed_epoch is not null") == 1);

        settlement.beforeCompletion(queue, List.of(job.id()));

        assertThat(rows("true")).isZero();
    }

    @Test
    void tellsNothingOfATransactionThatRollsBack() {
        Room room = Room.pitch(UUID.randomUUID());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.enqueue(queue, Job.of("work", Map.of()));
                    outbox.emit(RealtimeEvent.of(room, "pitch:updated", Map.of()));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        // What comes later in the same relay is told, so what came before would have been.
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, Job.of("later", Map.of())));

        await().until(() -> counts().waiting() == 1);
        assertThat(history(room)).isZero();
        assertThat(rows("true")).isEqualTo(1);
    }

    @Test
    void refusesToWorkOutsideATransaction() {
        assertThatThrownBy(() -> outbox.enqueue(queue, Job.of("work", Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void publishesAnEventOnceAndForgetsItsRow() {
        Room room = Room.pitch(UUID.randomUUID());
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.emit(RealtimeEvent.of(room, "pitch:updated", Map.of("id", 7))));
        await().until(() -> history(room) == 1);
        await().until(() -> rows("true") == 0);
    }

    @Test
    void pushesWhatADeadProcessLeftBehind() {
        String id = Ids.newId().toString();
        insertLeftOver(id, "null");

        await().atMost(Duration.ofSeconds(10)).until(() -> counts().waiting() == 1);
    }

    @Test
    void enqueuesEveryUnendedJobAgainWhenRedisHasLostItsData() {
        for (int i = 0; i < 1_200; i++) {
            Job job = Job.of("work", Map.of("n", i));
            QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        }
        await().until(() -> rows("pushed_epoch is not null") == 1_200);
        assertThat(counts().waiting()).isEqualTo(1_200);

        send(Request.cmd(Command.FLUSHALL));

        await().atMost(Duration.ofSeconds(20)).until(() -> counts().waiting() == 1_200);
    }

    @Test
    void keepsTheDueTimeOfADelayedJobThatIsEnqueuedAgain() {
        Job job = Job.of("work", Map.of()).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        await().until(() -> counts().delayed() == 1);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "update outbox set not_before = not_before - interval '30 minutes'")
                        .executeUpdate());

        send(Request.cmd(Command.FLUSHALL));

        await().atMost(Duration.ofSeconds(10)).until(() -> counts().delayed() == 1);
        long due = send(Request.cmd(Command.ZSCORE)
                        .arg("queue:{" + queue + "}:delayed")
                        .arg(job.id()))
                .toLong();
        assertThat(due - System.currentTimeMillis())
                .isBetween(
                        Duration.ofMinutes(29).toMillis(),
                        Duration.ofMinutes(30).toMillis());
    }

    @Test
    void enqueuesTheSameJobOnceThoughItIsToldTwice() {
        Job job = Job.of("work", Map.of());
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        await().until(() -> rows("pushed_epoch is not null") == 1);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "update outbox set pushed_epoch = 'another life', pushed_at = now()")
                        .executeUpdate());

        await().atMost(Duration.ofSeconds(10)).until(() -> rows("pushed_epoch = 'another life'") == 0);
        assertThat(counts().waiting()).isEqualTo(1);
    }

    @Test
    void forgetsAJobThatGaveWayToAnotherWithItsKey() {
        JobOptions once = JobOptions.DEFAULT.withDeduplication(Deduplication.drop("report"));
        Job first = Job.of("work", Map.of()).withOptions(once);
        Job second = Job.of("work", Map.of()).withOptions(once);
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, first));
        await().until(() -> counts().waiting() == 1);
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, second));

        await().until(() -> rows("id = '" + second.id() + "'") == 0);
        assertThat(rows("id = '" + first.id() + "'")).isEqualTo(1);
        assertThat(counts().waiting()).isEqualTo(1);
    }

    @Test
    void aJobThatIsAcceptedAgainWhenItHasEndedLeavesNoRow() throws Exception {
        Job job = Job.of("work", Map.of());
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        await().until(() -> counts().waiting() == 1);
        assertThat(accepted.find(queue, job.id())).contains(new AcceptedJobs.Accepted("work", Duration.ZERO));
        settlement.beforeCompletion(queue, List.of(job.id()));
        new ScriptRunner(redis)
                .run(Script.CANCEL, queue, List.of("", "10", "\"no\"", job.id()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        assertThat(accepted.find(queue, job.id())).isEmpty();

        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));

        await().until(() -> rows("true") == 0);
        assertThat(counts().waiting()).isZero();
    }

    @Test
    void keepsEveryJobOfAFlowAndTellsThemAgainWhenRedisHasLostThem() {
        JobFlow flow = JobFlow.of(queue, Job.of("sum", Map.of()))
                .waitingFor(JobFlow.of(queue, Job.of("part", Map.of())), JobFlow.of(queue, Job.of("part", Map.of())));
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(flow));
        await().until(() -> counts().waiting() == 2 && counts().waitingForChildren() == 1);
        assertThat(rows("true")).isEqualTo(3);

        send(Request.cmd(Command.FLUSHALL));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> counts().waiting() == 2 && counts().waitingForChildren() == 1);
    }

    @Test
    void jobsAndEventsBelongToTheTraceOfTheTransaction() {
        Room room = Room.pitch(UUID.randomUUID());
        SpanContext request = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Job job = Job.of("work", Map.of());
        try (Scope ignored = Span.wrap(request).makeCurrent()) {
            QuarkusTransaction.requiringNew().run(() -> {
                outbox.enqueue(queue, job);
                outbox.emit(RealtimeEvent.of(room, "pitch:updated", Map.of()));
            });
        }
        await().until(() -> counts().waiting() == 1 && history(room) == 1);

        assertThat(queues.find(queue, job.id())
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .trace())
                .isEqualTo(trace);
        PublishedEvent published = PublishedEvent.parse(send(Request.cmd(Command.XRANGE)
                        .arg(RoomKeys.history(room))
                        .arg("-")
                        .arg("+"))
                .get(0)
                .get(1)
                .get(1)
                .toString());
        assertThat(published.trace()).isEqualTo(trace);
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("update outbox set pushed_epoch = 'another life', pushed_at = now()")
                    .executeUpdate();
            assertThat(repository.claim("this life", 10))
                    .extracting(OutboxRow::trace)
                    .containsExactly(trace);
        });
    }

    @Test
    void tellsHowFarRedisIsBehind() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        OutboxLag lag = new OutboxLag(dataSource, registry);
        // In one transaction that nobody ever sees: the relay can't have told Redis of the rows.
        QuarkusTransaction.begin();
        insert(Ids.newId().toString(), "null");
        insert(Ids.newId().toString(), "'this life'");
        lag.sample();
        QuarkusTransaction.rollback();

        assertThat(registry.get("angelwire.outbox.rows").gauge().value()).isEqualTo(2);
        assertThat(registry.get("angelwire.outbox.untold").gauge().value()).isEqualTo(1);
        assertThat(registry.get("angelwire.outbox.lag").gauge().value()).isBetween(60.0, 120.0);

        lag.forget();
        assertThat(registry.get("angelwire.outbox.lag").gauge().value()).isNaN();
    }

    private void insertLeftOver(String id, String epoch) {
        QuarkusTransaction.requiringNew().run(() -> insert(id, epoch));
    }

    private void insert(String id, String epoch) {
        entities.createNativeQuery("insert into outbox (kind, target, id, name, content, lane,"
                        + " created_at, pushed_epoch) values ('job', '" + queue + "', '" + id
                        + "', 'work', '{}', 'n', now() - interval '1 minute', " + epoch + ")")
                .executeUpdate();
    }

    private QueueCounts counts() {
        try {
            return queues.count(queue).toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long rows(String condition) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from outbox where " + condition)
                                .getSingleResult())
                        .longValue());
    }

    private long history(Room room) {
        return send(Request.cmd(Command.XLEN).arg(RoomKeys.history(room))).toLong();
    }

    private Response send(Request request) {
        try {
            return redis.send(request).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
