package io.angelwire.gateway.admin.alert;

import io.angelwire.domain.failedjob.AdminAlert;
import io.angelwire.domain.failedjob.AlertArchive.Found;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Jobs of one queue and name that failed for good one after the other. */
@Schema(name = "AdminAlert")
record AlertView(
        @Schema(description = "The `alertId` in the data of its notifications")
        UUID id,

        String queue,
        String jobName,

        @Schema(description = "How many jobs have failed since the first")
        long failures,

        @Schema(description = "Whether the next failure counts to it, instead of beginning a new one")
        boolean isOpen,

        Instant firstFailedAt,
        Instant lastFailedAt,

        @Schema(description = "The latest one, under `/api/admin/dead-letters`")
        UUID failedJobId,

        @Schema(description = "The latest one, in its queue")
        String jobId) {

    static AlertView of(Found found) {
        AdminAlert alert = found.alert();
        return new AlertView(
                alert.id,
                alert.queue,
                alert.jobName,
                alert.failures,
                found.open(),
                alert.firstFailedAt,
                alert.lastFailedAt,
                alert.failedJobId,
                alert.jobId);
    }
}
