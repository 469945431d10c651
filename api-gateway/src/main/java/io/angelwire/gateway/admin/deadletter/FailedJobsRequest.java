package io.angelwire.gateway.admin.deadletter;

import io.angelwire.domain.failedjob.FailedJobFilter;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.queue.KnownQueues;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which failed jobs something is to be done to; null for any. */
record FailedJobsRequest(
        @Size(max = 40) String queue,

        @Size(min = 1, max = 100) @Pattern(regexp = FailedJobsRequest.PLAIN)
        String jobName,

        @Size(min = 1, max = 200)
        @Pattern(regexp = FailedJobsRequest.PLAIN)
        @Schema(description = "A part of why they failed")
        String reason,

        @Size(max = 32) @Pattern(regexp = FailedJobsRequest.PLAIN) @Schema(description = "Failures of one kind")
        String group,

        Instant failedAfter,
        Instant failedBefore,

        @Min(1) @Max(1_000) @Schema(description = "To how many at most, the oldest", defaultValue = "1000")
        Integer limit) {

    /** What the database has in texts. */
    static final String PLAIN = "[^\\p{Cntrl}]*";

    static final int MOST = 1_000;

    private static void requireTime(String pointer, Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(QueryParameters.LATEST))) {
            throw ProblemException.invalid(pointer, "must lie between 1970 and 9999");
        }
    }

    int most() {
        return limit == null ? MOST : limit;
    }

    /** @throws ProblemException if the queue is unknown, a time is none that the database has, or nothing lies between them */
    FailedJobFilter filter(KnownQueues queues) {
        requireTime("/failedAfter", failedAfter);
        requireTime("/failedBefore", failedBefore);
        if (failedAfter != null && failedBefore != null && !failedAfter.isBefore(failedBefore)) {
            throw ProblemException.invalid("/failedAfter", "must lie before failedBefore");
        }
        return new FailedJobFilter(
                queue == null ? null : queues.require(queue), jobName, reason, failedAfter, failedBefore, group, null);
    }
}
