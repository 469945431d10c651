package io.angelwire.gateway.queue;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.job.JobOptions;
import io.angelwire.job.Priority;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a job asks for beyond its queue's defaults; null for those. */
@Schema(name = "JobOptions")
record JobOptionsRequest(
        @Min(0) @Max(31_622_400_000L) @Schema(description = "How long the job waits before it may start, in ms")
        Long delay,

        @Schema(description = "A higher one is emptied first")
        Priority priority,

        @Min(1) @Max(100) @Schema(description = "How often it is tried")
        Integer attempts,

        @Valid BackoffRequest backoff,

        @Min(1) @Max(86_400_000) @Schema(description = "How long an attempt may take, in ms")
        Long timeout,

        @Pattern(regexp = "[!-~]{1,200}") @Schema(description = "Whose limits the job counts towards")
        String limitKey,

        @Valid DeduplicationRequest deduplication) {

    JobOptions options() {
        try {
            return build();
        } catch (IllegalArgumentException contradiction) {
            throw ProblemException.invalid("/options", contradiction.getMessage());
        }
    }

    private JobOptions build() {
        return new JobOptions(
                millis(delay),
                priority,
                attempts,
                backoff == null ? null : backoff.backoff(),
                millis(timeout),
                limitKey,
                deduplication == null ? null : deduplication.deduplication(),
                null,
                null);
    }

    private static Duration millis(Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
