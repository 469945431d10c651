package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueControl.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be done to which jobs of a queue. */
record BulkRequest(
        @NotNull
        @Schema(
                description = "`RETRY` is for failed jobs, `PROMOTE` for delayed ones, `CANCEL` for those that have "
                        + "not ended, `REMOVE` for those that do not run")
        Operation operation,

        @NotNull @Schema(description = "In which the jobs are")
        JobState state,

        @Size(min = 1, max = 100) @Schema(description = "Theirs")
        String name,

        @Size(min = 1, max = 200) @Schema(description = "A part of why they failed")
        String failureContains,

        @Schema(description = "Older ones only") Instant enqueuedBefore,

        @Min(1) @Max(10_000) @Schema(description = "To how many at most in this request", defaultValue = "1000")
        Integer limit,

        @Size(max = 400) @Schema(description = "The `nextCursor` of an earlier answer; from the beginning without it")
        String cursor) {

    private static final int USUAL = 1_000;

    /** @throws ProblemException if the operation is not for jobs in this state */
    void requireMeaning() {
        if (!states(operation).contains(state)) {
            throw ProblemException.invalid("/operation", "is not for jobs in this state");
        }
    }

    private static Set<JobState> states(Operation operation) {
        return switch (operation) {
            case RETRY -> EnumSet.of(JobState.FAILED);
            case PROMOTE -> EnumSet.of(JobState.DELAYED);
            case CANCEL -> EnumSet.of(JobState.WAITING, JobState.ACTIVE, JobState.DELAYED);
            case REMOVE ->
                EnumSet.of(JobState.WAITING, JobState.DELAYED, JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED);
        };
    }

    int most() {
        return limit == null ? USUAL : limit;
    }

    JobFilter filter() {
        return new JobFilter(state, name, failureContains, enqueuedBefore, most());
    }
}
