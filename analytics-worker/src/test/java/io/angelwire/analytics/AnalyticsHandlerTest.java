package io.angelwire.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.analytics.AnalyticsJob;
import io.angelwire.domain.analytics.AnalyticsTotals;
import io.angelwire.domain.analytics.AnalyticsTotals.Granularity;
import io.angelwire.domain.analytics.AnalyticsTotals.Total;
import io.angelwire.domain.analytics.ForgetEvents;
import io.angelwire.domain.analytics.TrackedEvent;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class AnalyticsHandlerTest {

    @Inject
    AnalyticsHandler handler;

    @Inject
    RollUp rollUp;

    @Inject
    AnalyticsTotals totals;

    @Inject
    JobProducer producer;

    @Inject
    EntityManager database;

    /** Each test counts an event of its own. */
    private final String event = "test:e" + Ids.newId();

    private final Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);

    @Test
    void aJobThatRunsTwiceCountsOnce() throws Exception {
        RunningJob<AnalyticsJob> job = job(happened(today.plusSeconds(5), 2_500L));
        handler.handle(job);
        addAll();
        assertThat(handler.handle(job)).isEqualTo(JobOutcome.completed(null));
        addAll();

        assertThat(found(Granularity.DAY)).singleElement().satisfies(total -> {
            assertThat(total.events()).isEqualTo(1);
            assertThat(total.amountMinor()).isEqualByComparingTo("2500");
        });
    }

    @Test
    void hoursAndDaysAreCountedWithWhatTheyCameTo() throws Exception {
        for (int hour : List.of(0, 0, 1)) {
            handler.handle(job(happened(today.plus(hour, ChronoUnit.HOURS).plusSeconds(7), 100L)));
        }
        handler.handle(job(new TrackedEvent(event, null, Ids.newId(), today, null, null, Map.of("status", "DRAFT"))));
        addAll();

        assertThat(found(Granularity.HOUR))
                .extracting(Total::bucket, Total::currency, Total::events)
                .containsExactly(
                        Tuple.tuple(today, "", 1L),
                        Tuple.tuple(today, "USD", 2L),
                        Tuple.tuple(today.plus(1, ChronoUnit.HOURS), "USD", 1L));
        assertThat(found(Granularity.DAY)).extracting(Total::events).containsExactly(1L, 3L);
        assertThat(found(Granularity.DAY).get(1).amountMinor()).isEqualByComparingTo("300");
    }

    @Test
    void severalThatAddUpAtOnceAddEachEventOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            handler.handle(job(happened(today, 1L)));
        }
        List<CompletableFuture<Void>> adding = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(this::addAll))
                .toList();
        adding.forEach(CompletableFuture::join);

        assertThat(found(Granularity.DAY)).extracting(Total::events).containsExactly(50L);
    }

    @Test
    void whoDiesBeforeTheCommitHasAddedNothing() throws Exception {
        handler.handle(job(happened(today, 1L)));
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                rollUp.addSome();
                throw new IllegalStateException("dies");
            });
        } catch (RuntimeException dead) {
            // As wanted.
        }
        addAll();

        assertThat(found(Granularity.DAY)).extracting(Total::events).containsExactly(1L);
    }

    @Test
    void oldEventsGoWithoutBeingCountedAgain() throws Exception {
        RunningJob<AnalyticsJob> job = job(happened(today, 1L));
        handler.handle(job);
        addAll();
        Instant old = Instant.now().minus(Duration.ofDays(91));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update analytics_events set occurred_at = :old where job_id = :job")
                        .setParameter("old", old)
                        .setParameter("job", job.id())
                        .executeUpdate());

        JobOutcome forgetting = handler.handle(job(new ForgetEvents()));

        assertThat(forgetting).isInstanceOf(JobOutcome.Completed.class);
        assertThat(rows(job.id())).isZero();
        assertThat(handler.handle(new RunningJob<>(QueueName.ANALYTICS, job.id(), "track", happened(old, 1L), 1, 5)))
                .isEqualTo(JobOutcome.cancelled("too old to tell whether it was counted"));
        assertThat(rows(job.id())).isZero();
        assertThat(found(Granularity.DAY)).extracting(Total::events).containsExactly(1L);
    }

    @Test
    void whatCanNotBeCountedFailsForGood() throws Exception {
        for (TrackedEvent meaningless : List.of(
                new TrackedEvent(event, null, Ids.newId(), today, 1L, null, null),
                new TrackedEvent(event, null, Ids.newId(), today, null, "USD", null),
                new TrackedEvent(event, null, Ids.newId(), today, 1L, "QQQ", null),
                new TrackedEvent(event, null, Ids.newId(), Instant.MAX, null, null, null))) {
            assertThat(handler.handle(job(meaningless))).isInstanceOf(JobOutcome.Failed.class);
        }
    }

    @Test
    void consumesItsQueueAndAddsUpByItself() {
        producer.enqueue(QueueName.ANALYTICS, Job.of(TrackedEvent.JOB_NAME, happened(today, 1L)))
                .toCompletableFuture()
                .join();

        await().until(() -> found(Granularity.HOUR).size() == 1);
    }

    private TrackedEvent happened(Instant at, Long amountMinor) {
        return new TrackedEvent(event, Ids.newId(), Ids.newId(), at, amountMinor, "USD", null);
    }

    private static RunningJob<AnalyticsJob> job(AnalyticsJob payload) {
        return new RunningJob<>(QueueName.ANALYTICS, Ids.newId().toString(), "any", payload, 1, 5);
    }

    /** The loop adds up, too: what it has taken is not there for others before its commit. */
    private void addAll() {
        await().until(() -> {
            rollUp.addSome();
            return number("select count(*) from analytics_events where event = :key and not rolled_up", event) == 0;
        });
    }

    private List<Total> found(Granularity granularity) {
        return totals.find(granularity, today, today.plus(1, ChronoUnit.DAYS), event);
    }

    private int rows(String jobId) {
        return number("select count(*) from analytics_events where job_id = :key", jobId);
    }

    private int number(String sql, String key) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) database.createNativeQuery(sql)
                                .setParameter("key", key)
                                .getSingleResult())
                        .intValue());
    }
}
