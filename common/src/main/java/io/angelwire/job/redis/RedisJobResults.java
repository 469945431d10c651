package io.angelwire.job.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobResult;
import io.angelwire.job.JobResults;
import io.angelwire.job.JobState;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Listens first and looks then, so that an end in between is not missed; the event carries the result, so that one that
 * the queue does not remember is not lost. Looks again each second, in case an event got lost on the way.
 */
public final class RedisJobResults implements JobResults {

    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final QueueEvents events;
    private final QueueInspector inspector;
    private final Partitions partitions;
    private final PayloadCipher cipher;
    private final ObjectMapper json;

    public RedisJobResults(
            Vertx vertx,
            QueueEvents events,
            QueueInspector inspector,
            Partitions partitions,
            PayloadCipher cipher,
            ObjectMapper json) {
        this.vertx = vertx;
        this.events = events;
        this.inspector = inspector;
        this.partitions = partitions;
        this.cipher = cipher;
        this.json = json;
    }

    @Override
    public <T> CompletionStage<JobResult<T>> await(QueueName queue, String jobId, Class<T> type, Duration patience) {
        CompletableFuture<JobResult<T>> result = new CompletableFuture<>();
        List<QueueName> parts = partitions.of(queue);
        QueueEvents.Listener listener = change -> {
            if (change.jobId().equals(jobId)) {
                switch (change.state()) {
                    case "completed" -> end(result, queue, jobId, type, JobState.COMPLETED, change.detail());
                    case "failed" -> end(result, queue, jobId, type, JobState.FAILED, change.detail());
                    case "cancelled" -> end(result, queue, jobId, type, JobState.CANCELLED, change.detail());
                    default -> {}
                }
            }
        };
        Runnable look =
                () -> inspector.find(queue, jobId).thenAccept(found -> ended(found, result, queue, jobId, type));
        long looking = vertx.setPeriodic(LOOK_MILLIS, fired -> look.run());
        long giveUp = vertx.setTimer(
                Math.max(patience.toMillis(), 1),
                fired -> result.completeExceptionally(new TimeoutException(
                        "job " + jobId + " of queue " + queue + " has not ended within " + patience)));
        result.whenComplete((done, failure) -> {
            vertx.cancelTimer(looking);
            vertx.cancelTimer(giveUp);
            parts.forEach(part -> events.unlisten(part, listener));
        });
        Future.all(parts.stream().map(part -> events.listen(part, listener)).toList())
                .onSuccess(listening -> look.run());
        return result;
    }

    private <T> void ended(
            Optional<JobDetails> found,
            CompletableFuture<JobResult<T>> result,
            QueueName queue,
            String jobId,
            Class<T> type) {
        found.filter(job -> job.state().isFinal()).ifPresent(job -> {
            String detail = job.state() == JobState.FAILED ? job.failure() : job.result();
            end(result, queue, jobId, type, job.state(), detail == null ? "" : detail);
        });
    }

    private <T> void end(
            CompletableFuture<JobResult<T>> result,
            QueueName queue,
            String jobId,
            Class<T> type,
            JobState state,
            String detail) {
        try {
            if (state == JobState.FAILED) {
                result.complete(new JobResult<>(state, null, detail));
            } else if (state == JobState.CANCELLED) {
                result.complete(
                        new JobResult<>(state, null, detail.isEmpty() ? null : json.readValue(detail, String.class)));
            } else {
                T value = detail.isEmpty() ? null : json.readValue(cipher.decrypt(queue, jobId, detail), type);
                result.complete(new JobResult<>(state, value, null));
            }
        } catch (JsonProcessingException e) {
            result.completeExceptionally(new IllegalArgumentException(
                    "the result of job " + jobId + " is not a " + type.getSimpleName(), e));
        } catch (IllegalArgumentException e) {
            result.completeExceptionally(e);
        }
    }
}
