package io.angelwire.gateway.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.failedjob.FailedJob;
import io.angelwire.gateway.json.StoredJson;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobState;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.AcceptedJobs;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a job is, as the program that enqueued it sees it; null for what isn't known, or isn't so. */
record JobStatus(
        String id,
        String queue,
        String name,

        @Schema(enumeration = {"waiting", "active", "delayed", "waiting-children", "completed", "failed", "cancelled"})
        String state,

        @Schema(description = "Attempts that were used up") int attemptsMade,
        @Schema(nullable = true) Instant enqueuedAt,

        @Schema(description = "When a delayed job may start", nullable = true)
        Instant dueAt,

        @Schema(nullable = true) Instant finishedAt,

        @Schema(description = "What the handler reported last", nullable = true)
        JsonNode progress,

        @Schema(description = "What a completed job's handler returned, or why it was cancelled", nullable = true)
        JsonNode result,

        @Schema(description = "Why it failed for good", nullable = true)
        String failedReason) {

    static JobStatus of(String id, JobDetails job, PayloadCipher cipher) {
        return new JobStatus(
                id,
                job.queue().value(),
                job.name(),
                job.state().text(),
                job.attemptsMade(),
                job.enqueuedAt(),
                job.dueAt(),
                job.finishedAt(),
                StoredJson.read(job.progress()),
                StoredJson.read(result(job, cipher)),
                job.failure());
    }

    private static String result(JobDetails job, PayloadCipher cipher) {
        return job.result() == null ? null : cipher.decrypt(job.queue(), job.id(), job.result());
    }

    /** Of a job that Redis has not heard of yet. */
    static JobStatus accepted(QueueName queue, String id, AcceptedJobs.Accepted job) {
        boolean due = job.delay().isZero();
        return new JobStatus(
                id,
                queue.value(),
                job.name(),
                (due ? JobState.WAITING : JobState.DELAYED).text(),
                0,
                null,
                due ? null : Instant.now().plus(job.delay()),
                null,
                null,
                null,
                null);
    }

    /** Of a job that Redis has forgotten. */
    static JobStatus failed(String id, FailedJob job) {
        return new JobStatus(
                id,
                job.queue,
                job.jobName,
                JobState.FAILED.text(),
                job.attempts,
                null,
                null,
                job.failedAt,
                null,
                null,
                job.reason);
    }
}
