package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Backoff;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.observability.QueueObserver;
import io.angelwire.observability.TraceParent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of jobs that a real consumer runs. */
class ObservedJobsTest extends QueueTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider tracing = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();

    @BeforeEach
    void observe() {
        fixture.observe(QueueObserver.tracing(fixture.queue, registry, tracing.get("test")));
    }

    @Test
    void eachAttemptIsMeasuredByHowItEnded() {
        fixture.consume(fixture.settings().withAttempts(2, Backoff.fixed(Duration.ofMillis(20))), job -> {
            return switch (job.name()) {
                case "pays" -> JobOutcome.completed(null);
                case "fails" -> JobOutcome.retry("no");
                case "cancels" -> JobOutcome.cancelled("no need");
                default -> throw new IllegalStateException();
            };
        });

        fixture.enqueue(named("pays"), named("pays"), named("fails"), named("cancels"));

        await().until(() -> fixture.counts().failed() == 1 && fixture.counts().cancelled() == 1);
        await().until(() -> attempts("pays", "completed") == 2);
        assertThat(attempts("fails", "retried")).isEqualTo(1);
        assertThat(attempts("fails", "failed")).isEqualTo(1);
        assertThat(attempts("cancels", "cancelled")).isEqualTo(1);
        assertThat(registry.get("angelwire.job.wait")
                        .tag("name", "pays")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theWaitIsMeasuredByTheClockOfRedis() {
        fixture.enqueue(named("work"));
        long enqueued = System.nanoTime();
        await().until(() -> System.nanoTime() - enqueued > TimeUnit.MILLISECONDS.toNanos(150));
        fixture.consume(job -> JobOutcome.completed(null));

        await().until(() -> attempts("work", "completed") == 1);
        assertThat(registry.get("angelwire.job.wait").timer().totalTime(TimeUnit.MILLISECONDS))
                .isBetween(140.0, 20_000.0);
    }

    @Test
    void delayedJobsTellHowLateTheyCouldRun() {
        fixture.consume(job -> JobOutcome.completed(null));

        fixture.enqueue(named("later").withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(50))));

        await().until(() -> attempts("later", "completed") == 1);
        Timer lateness = registry.get("angelwire.job.promotion.lateness").timer();
        assertThat(lateness.count()).isEqualTo(1);
        assertThat(lateness.max(TimeUnit.SECONDS)).isBetween(0.0, 10.0);
    }

    @Test
    void freeHandlersThatALimitKeepsWaitingAreCounted() {
        fixture.consume(
                fixture.settings().withLimits(Limits.rate(1, Duration.ofMillis(300))),
                job -> JobOutcome.completed(null));

        fixture.enqueue(named("work"), named("work"));

        await().until(() -> attempts("work", "completed") == 2);
        assertThat(registry.get("angelwire.queue.limiter.wait").counter().count())
                .isBetween(0.1, 10.0);
    }

    @Test
    void manyNamesShareTheMetersOfOthers() {
        fixture.consume(job -> JobOutcome.completed(null));
        int names = 60;

        fixture.enqueue(
                IntStream.range(0, names).mapToObj(i -> named("name-" + i)).toArray(Job[]::new));

        await().until(() -> registry.find("angelwire.job.duration").timers().stream()
                        .mapToLong(Timer::count)
                        .sum()
                == names);
        assertThat(registry.find("angelwire.job.duration").timers()).hasSizeLessThan(50);
        assertThat(attempts("other", "completed")).isGreaterThan(10);
    }

    @Test
    void jobsOfADeadConsumerAreCountedWhenTheyAreRescued() {
        fixture.enqueue(named("work"));
        fixture.leaseAsADyingConsumer("dying");

        fixture.consume(job -> JobOutcome.completed(null));

        await().until(() -> attempts("work", "completed") == 1);
        assertThat(registry.get("angelwire.job.rescued").counter().count()).isEqualTo(1);
    }

    /** A first event that is also the first sample of its series has no rate, so nobody would be alerted. */
    @Test
    void whatIsToAlertSomebodyIsThereBeforeItHappens() {
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .contains("angelwire.job.dead.letters", "angelwire.queue.leases.lost", "angelwire.job.rescued");
    }

    @Test
    void attemptsAreSpansInTheTraceOfWhatCausedTheJob() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        List<String> current = new CopyOnWriteArrayList<>();
        fixture.consume(fixture.settings().withAttempts(2, Backoff.fixed(Duration.ofMillis(20))), job -> {
            current.add(
                    TraceParent.current() + " " + MDC.get("traceId") + " " + MDC.get("jobId") + " " + MDC.get("queue"));
            return job.attempt() == 1 ? JobOutcome.retry("no") : JobOutcome.completed(null);
        });
        Job job = named("work").withOptions(JobOptions.DEFAULT.withTrace("00-" + trace + "-b7ad6b7169203331-01"));

        fixture.enqueue(job);

        await().until(() -> spans.getFinishedSpanItems().size() == 2);
        List<SpanData> attempts = spans.getFinishedSpanItems();
        assertThat(attempts).allSatisfy(span -> {
            assertThat(span.getName()).isEqualTo("process work");
            assertThat(span.getTraceId()).isEqualTo(trace);
            assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(span.getAttributes().get(AttributeKey.stringKey("messaging.message.id")))
                    .isEqualTo(job.id());
        });
        assertThat(attempts)
                .extracting(span -> span.getAttributes().get(AttributeKey.longKey("angelwire.job.attempt"))
                        + " " + span.getAttributes().get(AttributeKey.stringKey("angelwire.job.outcome")) + " "
                        + span.getStatus().getStatusCode())
                .containsExactly("1 retried ERROR", "2 completed UNSET");
        assertThat(current)
                .containsExactlyElementsOf(attempts.stream()
                        .map(span -> "00-" + trace + "-" + span.getSpanId() + "-01 " + trace + " " + job.id() + " "
                                + fixture.queue)
                        .toList());
    }

    private static Job named(String name) {
        return Job.of(name, Map.of());
    }

    private long attempts(String name, String outcome) {
        Timer timer = registry.find("angelwire.job.duration")
                .tags("name", name, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
