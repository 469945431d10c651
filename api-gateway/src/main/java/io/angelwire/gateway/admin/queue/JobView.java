package io.angelwire.gateway.admin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.gateway.json.StoredJson;
import io.angelwire.job.ChildResult;
import io.angelwire.job.JobDetails;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.Priority;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is known of a job; null for what isn't known, or isn't so. */
record JobView(
        String id,
        String queue,
        String name,
        String state,
        Priority priority,
        @Schema(description = "As its handler reads it") JsonNode payload,
        int attemptsMade,

        @Schema(description = "How often its consumer died while it ran")
        int redeliveries,

        @Schema(nullable = true) Instant enqueuedAt,
        @Schema(nullable = true) Instant dueAt,
        @Schema(nullable = true) Instant finishedAt,

        @Schema(description = "How long its last attempt took; 0 unless it has ended")
        long ranMillis,

        @Schema(nullable = true) JsonNode progress,
        @Schema(nullable = true) JsonNode result,
        @Schema(nullable = true) String failedReason,
        @Schema(nullable = true) String limitKey,

        @Schema(description = "W3C traceparent of what caused it", nullable = true)
        String trace,

        List<String> log,

        @Schema(description = "Failed attempts: when they ended, how long they took, where, and why they failed")
        List<JsonNode> attempts,

        List<Moment> timeline,

        @Schema(description = "The job that waits for this one, `<queue>/<id>`", nullable = true)
        String parent,

        List<Child> children) {

    /** Something that happened to the job. */
    @Schema(name = "JobMoment")
    record Moment(
            Instant at,

            @Schema(
                    enumeration = {
                        "enqueued",
                        "attempt-failed",
                        "consumer-died",
                        "due",
                        "completed",
                        "failed",
                        "cancelled"
                    })
            String what,

            @Schema(nullable = true) String detail) {}

    /** A job that this one waits for, or has waited for. */
    @Schema(name = "JobChild")
    record Child(
            @Schema(description = "`<queue>/<id>`") String job,

            @Schema(description = "How it ended; null while it hasn't", nullable = true)
            String outcome,

            @Schema(nullable = true) JsonNode result) {

        static Child of(ChildResult child) {
            return new Child(
                    child.child(), child.outcome(), child.result().isEmpty() ? null : StoredJson.read(child.result()));
        }
    }

    static JobView of(JobDetails job, PayloadCipher cipher) {
        return new JobView(
                job.id(),
                job.queue().value(),
                job.name(),
                job.state().text(),
                job.priority(),
                decrypted(job, job.payload(), cipher),
                job.attemptsMade(),
                job.redeliveries(),
                job.enqueuedAt(),
                job.dueAt(),
                job.finishedAt(),
                job.ranMillis(),
                StoredJson.read(job.progress()),
                decrypted(job, job.result(), cipher),
                job.failure(),
                job.limitKey(),
                job.trace(),
                job.log(),
                job.attempts().stream().map(StoredJson::read).toList(),
                Timeline.of(job),
                job.parent(),
                job.children().stream().map(Child::of).toList());
    }

    private static JsonNode decrypted(JobDetails job, String stored, PayloadCipher cipher) {
        try {
            return stored == null ? null : StoredJson.read(cipher.decrypt(job.queue(), job.id(), stored));
        } catch (IllegalArgumentException keyUnknown) {
            return StoredJson.read(stored);
        }
    }
}
