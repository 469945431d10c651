package io.angelwire.job;

import java.time.Duration;

/**
 * How an attempt ended. A handler returns one; an exception that it throws counts as {@link Retry}, a
 * {@link PermanentJobException} as {@link Failed}.
 */
public sealed interface JobOutcome {

    /** Done. The result is kept as JSON with the job; null for none. */
    record Completed(Object result) implements JobOutcome {}

    /**
     * The attempt failed and is used up; another follows while attempts are left.
     *
     * @param reason one line for the job's record, without personal data
     * @param after the wait before the next attempt, 0 to {@link JobOptions#LONGEST_DELAY}; null for the job's backoff
     */
    record Retry(String reason, Duration after) implements JobOutcome {
        public Retry {
            if (after != null) {
                requireUsable(after);
            }
        }
    }

    /**
     * Not yet: run the same attempt again after the wait. Uses up no attempt.
     *
     * @param delay 0 to {@link JobOptions#LONGEST_DELAY}
     */
    record Snooze(Duration delay) implements JobOutcome {
        public Snooze {
            requireUsable(delay);
        }
    }

    /** Failed for good: no further attempt, the job becomes a dead letter. */
    record Failed(String reason) implements JobOutcome {}

    /** Given up on purpose: neither completed nor a failure to alert anybody of. */
    record Cancelled(String reason) implements JobOutcome {}

    static JobOutcome completed(Object result) {
        return new Completed(result);
    }

    static JobOutcome retry(String reason) {
        return new Retry(reason, null);
    }

    static JobOutcome snooze(Duration delay) {
        return new Snooze(delay);
    }

    static JobOutcome failed(String reason) {
        return new Failed(reason);
    }

    static JobOutcome cancelled(String reason) {
        return new Cancelled(reason);
    }

    private static void requireUsable(Duration wait) {
        if (wait == null || wait.isNegative() || wait.compareTo(JobOptions.LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "a job waits between 0 and " + JobOptions.LONGEST_DELAY + " for its next attempt: " + wait);
        }
    }
}
