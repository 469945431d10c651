package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobResult;
import io.angelwire.job.JobState;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.redis.QueueEvents.Change;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class JobResultsTest extends QueueTest {

    record Sum(int total) {}

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @Test
    void theResultComesWhenTheJobEnds() {
        Job job = fixture.job();
        CompletionStage<JobResult<Sum>> result = fixture.results.await(fixture.queue, job.id(), Sum.class, PATIENCE);
        fixture.enqueue(job);
        fixture.consume(running -> JobOutcome.completed(new Sum(42)));

        assertThat(fixture.await(result)).isEqualTo(new JobResult<>(JobState.COMPLETED, new Sum(42), null));
    }

    @Test
    void theResultOfAJobThatHasEndedLongAgoIsThereToo() {
        Job job = fixture.job();
        fixture.enqueue(job);
        fixture.consume(running -> JobOutcome.completed(new Sum(42)));
        await().until(() -> fixture.counts().completed() == 1);

        assertThat(fixture.await(fixture.results.await(fixture.queue, job.id(), Sum.class, PATIENCE))
                        .value())
                .isEqualTo(new Sum(42));
    }

    @Test
    void theResultOfAJobThatTheQueueForgetsAtOnceComesWithItsEvent() {
        QueueSettings settings = fixture.settings().withRetention(Retention.ofCount(0, 0));
        Job job = fixture.job();
        CompletionStage<JobResult<String>> result =
                fixture.results.await(fixture.queue, job.id(), String.class, PATIENCE);
        await().until(() -> fixture.send(Command.EXISTS, fixture.key("watched")).toInteger() == 1);
        fixture.enqueue(job);
        fixture.consume(settings, running -> JobOutcome.completed("tab\tline\nend"));

        assertThat(fixture.await(result).value()).isEqualTo("tab\tline\nend");
    }

    @Test
    void aFailureAndACancellationAreResultsWithTheirReason() {
        Job failing = Job.of("fail", Map.of());
        Job cancelled = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        CompletionStage<JobResult<Sum>> failure =
                fixture.results.await(fixture.queue, failing.id(), Sum.class, PATIENCE);
        CompletionStage<JobResult<Sum>> cancellation =
                fixture.results.await(fixture.queue, cancelled.id(), Sum.class, PATIENCE);
        fixture.consume(running -> JobOutcome.failed("no\tsuch thing"));
        fixture.enqueue(failing, cancelled);
        fixture.await(fixture.control.cancel(fixture.queue, java.util.List.of(cancelled.id()), "changed my mind"));

        assertThat(fixture.await(failure)).isEqualTo(new JobResult<>(JobState.FAILED, null, "no such thing"));
        assertThat(fixture.await(cancellation)).isEqualTo(new JobResult<>(JobState.CANCELLED, null, "changed my mind"));
    }

    @Test
    void whoeverWaitsInVainIsTold() {
        assertThatThrownBy(() -> fixture.await(
                        fixture.results.await(fixture.queue, "unknown", Sum.class, Duration.ofMillis(100))))
                .rootCause()
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void theEventsTellEveryChangeOfState() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Job job = fixture.job().withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(50)));
        fixture.await(fixture.events.listen(fixture.queue, (Change change) -> {
            if (change.jobId().equals(job.id())) {
                seen.add(change.state());
            }
        }));
        fixture.consume(running -> {
            running.progress(50);
            return running.attempt() == 1 ? JobOutcome.retry("once more") : JobOutcome.completed(null);
        });
        fixture.enqueue(job);

        await().until(() -> seen.contains("completed"));
        assertThat(seen)
                .filteredOn(state -> !state.equals("progress"))
                .containsExactly("delayed", "waiting", "active", "delayed", "waiting", "active", "completed");
        assertThat(seen).contains("progress");
    }

    @Test
    void whoListensHearsAgainAfterTheConnectionBroke() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        fixture.await(fixture.events.listen(fixture.queue, change -> seen.add(change.state())));
        fixture.server.tellAll("CLIENT KILL TYPE pubsub");

        await().until(() -> {
            fixture.enqueue(fixture.job());
            return seen.contains("waiting");
        });
    }
}
