package io.angelwire.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * What one job asks for beyond its queue's defaults.
 *
 * @param delay how long after being enqueued the job may start; zero for at once
 * @param priority the lane it waits in
 * @param attempts how often it may be tried, at least 1; null for the queue's default
 * @param backoff the wait between attempts; null for the queue's default
 * @param timeout how long an attempt may take before its thread is interrupted and it counts as failed; null for the
 *     queue's default
 * @param limitKey whose limits the job counts towards, besides the queue's own: one tenant's, one account's. Null for
 *     nobody's
 * @param deduplication null if the job stands for itself
 * @param parent the job that waits for this one; null for none
 * @param trace the W3C {@code traceparent} of what caused the job; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(
        Duration delay,
        Priority priority,
        Integer attempts,
        Backoff backoff,
        Duration timeout,
        String limitKey,
        Deduplication deduplication,
        ParentLink parent,
        String trace) {

    /** The longest delay: a year. */
    public static final Duration LONGEST_DELAY = Duration.ofDays(366);

    public static final JobOptions DEFAULT =
            new JobOptions(Duration.ZERO, Priority.NORMAL, null, null, null, null, null, null, null);

    public JobOptions {
        if (delay == null) {
            delay = Duration.ZERO;
        }
        if (priority == null) {
            priority = Priority.NORMAL;
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a job's delay lies between 0 and " + LONGEST_DELAY + ": " + delay);
        }
        if (attempts != null && attempts < 1) {
            throw new IllegalArgumentException("a job has at least 1 attempt: " + attempts);
        }
        if (timeout != null && timeout.toMillis() < 1) {
            throw new IllegalArgumentException("a job's timeout is at least 1 ms: " + timeout);
        }
        if (limitKey != null) {
            Keys.check("limit key", limitKey);
        }
        if (deduplication != null && parent != null) {
            throw new IllegalArgumentException("a job that another waits for can't give way to a third");
        }
    }

    public JobOptions withDelay(Duration newDelay) {
        return new JobOptions(newDelay, priority, attempts, backoff, timeout, limitKey, deduplication, parent, trace);
    }

    public JobOptions withPriority(Priority newPriority) {
        return new JobOptions(delay, newPriority, attempts, backoff, timeout, limitKey, deduplication, parent, trace);
    }

    public JobOptions withAttempts(int newAttempts) {
        return new JobOptions(delay, priority, newAttempts, backoff, timeout, limitKey, deduplication, parent, trace);
    }

    public JobOptions withBackoff(Backoff newBackoff) {
        return new JobOptions(delay, priority, attempts, newBackoff, timeout, limitKey, deduplication, parent, trace);
    }

    public JobOptions withTimeout(Duration newTimeout) {
        return new JobOptions(delay, priority, attempts, backoff, newTimeout, limitKey, deduplication, parent, trace);
    }

    public JobOptions withLimitKey(String newKey) {
        return new JobOptions(delay, priority, attempts, backoff, timeout, newKey, deduplication, parent, trace);
    }

    public JobOptions withDeduplication(Deduplication newDeduplication) {
        return new JobOptions(delay, priority, attempts, backoff, timeout, limitKey, newDeduplication, parent, trace);
    }

    public JobOptions withParent(ParentLink newParent) {
        return new JobOptions(delay, priority, attempts, backoff, timeout, limitKey, deduplication, newParent, trace);
    }

    public JobOptions withTrace(String newTrace) {
        return new JobOptions(delay, priority, attempts, backoff, timeout, limitKey, deduplication, parent, newTrace);
    }
}
