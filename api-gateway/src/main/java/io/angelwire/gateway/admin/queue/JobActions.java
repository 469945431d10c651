package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueControl.Cancellation;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be done to one job. */
@ApplicationScoped
class JobActions {

    private final QueueControl control;
    private final JobRetries retries;

    JobActions(QueueControl control, JobRetries retries) {
        this.control = control;
        this.retries = retries;
    }

    /** What was done. */
    @Schema(name = "JobActionResult")
    record Done(
            @Schema(enumeration = {"retried", "promoted", "cancelled", "asked-to-stop", "removed"})
            String outcome) {}

    Done retry(QueueName queue, String id) {
        if (retries.retry(queue, List.of(id)) == 0) {
            throw new ProblemException(
                    ProblemType.JOB_STATE,
                    "Only a job that has failed for good can be tried again, and each failure once.");
        }
        return new Done("retried");
    }

    Done promote(QueueName queue, String id) {
        requireOne(control.promote(queue, List.of(id)), "Only a delayed job can be promoted.");
        return new Done("promoted");
    }

    Done cancel(QueueName queue, String id) {
        Cancellation outcome = RedisAnswers.await(control.cancel(queue, List.of(id), "cancelled by an admin"))
                .get(0);
        return switch (outcome) {
            case CANCELLED -> new Done("cancelled");
            case ASKED -> new Done("asked-to-stop");
            case NOT_FOUND -> throw new ProblemException(ProblemType.JOB_STATE, "The job has ended.");
        };
    }

    Done remove(QueueName queue, String id) {
        requireOne(control.remove(queue, List.of(id)), "A job that runs can only be cancelled.");
        return new Done("removed");
    }

    private static void requireOne(CompletionStage<Integer> count, String otherwise) {
        if (RedisAnswers.await(count) == 0) {
            throw new ProblemException(ProblemType.JOB_STATE, otherwise);
        }
    }
}
