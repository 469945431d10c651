package io.angelwire.gateway.admin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.gateway.json.StoredJson;
import io.angelwire.job.JobDetails;
import io.angelwire.job.Priority;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job in a list: without its payload. */
record JobSummary(
        String id,
        String name,
        String state,
        Priority priority,
        int attemptsMade,
        @Schema(nullable = true) Instant enqueuedAt,
        @Schema(nullable = true) Instant dueAt,
        @Schema(nullable = true) Instant finishedAt,
        @Schema(nullable = true) String failedReason,
        @Schema(nullable = true) JsonNode progress) {

    static JobSummary of(JobDetails job) {
        return new JobSummary(
                job.id(),
                job.name(),
                job.state().text(),
                job.priority(),
                job.attemptsMade(),
                job.enqueuedAt(),
                job.dueAt(),
                job.finishedAt(),
                job.failure(),
                StoredJson.read(job.progress()));
    }
}
