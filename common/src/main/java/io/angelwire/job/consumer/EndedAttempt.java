package io.angelwire.job.consumer;

import io.angelwire.job.Backoff;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.consumer.JobObserver.Ending;
import io.angelwire.job.redis.LeasedJob;
import java.time.Duration;

/** An attempt that a handler has ended, on its way to Redis. */
record EndedAttempt(Lease lease, LeasedJob job, JobOutcome outcome, long ranNanos) {

    /** 1 for the first. */
    int attempt() {
        return job.content().attemptsMade() + 1;
    }

    int maxAttempts(QueueSettings settings) {
        Integer own = job.content().attempts();
        return own == null ? settings.tries().attempts() : own;
    }

    /** The wait before the next attempt of a job that is to be retried. */
    Duration backoff(QueueSettings settings, JobOutcome.Retry retry) {
        if (retry.after() != null) {
            return retry.after();
        }
        Backoff own = job.content().backoff();
        return (own == null ? settings.tries().backoff() : own).afterAttempt(attempt());
    }

    /** What becomes of the job. */
    Ending ending(QueueSettings settings) {
        if (outcome instanceof JobOutcome.Completed) {
            return Ending.COMPLETED;
        } else if (outcome instanceof JobOutcome.Cancelled) {
            return Ending.CANCELLED;
        } else if (outcome instanceof JobOutcome.Snooze) {
            return Ending.SNOOZED;
        } else if (outcome instanceof JobOutcome.Retry && attempt() < maxAttempts(settings)) {
            return Ending.RETRIED;
        }
        return Ending.FAILED;
    }

    long ranMillis() {
        return ranNanos / 1_000_000;
    }
}
