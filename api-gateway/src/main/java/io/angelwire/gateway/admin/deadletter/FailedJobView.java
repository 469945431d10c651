package io.angelwire.gateway.admin.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.failedjob.FailedJob;
import io.angelwire.gateway.json.StoredJson;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A job that failed for good. */
@Schema(name = "FailedJob")
record FailedJobView(
        UUID id,
        String queue,
        String jobId,
        String jobName,
        String failedReason,
        int attempts,
        Instant failedAt,

        @Schema(description = "When it was tried again", nullable = true)
        Instant replayedAt,

        @Schema(description = "When it was discarded", nullable = true)
        Instant discardedAt,

        @Schema(description = "Names the kind of failure") String group,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "Not in lists")
        JsonNode payload) {

    /** As a list shows it. */
    static FailedJobView of(FailedJob job) {
        return of(job, (JsonNode) null);
    }

    static FailedJobView of(FailedJob job, PayloadCipher cipher) {
        String json;
        try {
            json = cipher.decrypt(new QueueName(job.queue), job.jobId, job.payload);
        } catch (IllegalArgumentException keyUnknown) {
            json = job.payload;
        }
        return of(job, StoredJson.read(json));
    }

    private static FailedJobView of(FailedJob job, JsonNode payload) {
        return new FailedJobView(
                job.id,
                job.queue,
                job.jobId,
                job.jobName,
                job.reason,
                job.attempts,
                job.failedAt,
                job.replayedAt,
                job.discardedAt,
                job.errorGroup,
                payload);
    }
}
