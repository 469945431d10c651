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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(Duration delay, Priority priority, Integer attempts, Backoff backoff) {

    /** The longest delay: a year. */
    public static final Duration LONGEST_DELAY = Duration.ofDays(366);

    public static final JobOptions DEFAULT = new JobOptions(Duration.ZERO, Priority.NORMAL, null, null);

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
    }

    public JobOptions withDelay(Duration newDelay) {
        return new JobOptions(newDelay, priority, attempts, backoff);
    }

    public JobOptions withPriority(Priority newPriority) {
        return new JobOptions(delay, newPriority, attempts, backoff);
    }

    public JobOptions withAttempts(int newAttempts) {
        return new JobOptions(delay, priority, newAttempts, backoff);
    }

    public JobOptions withBackoff(Backoff newBackoff) {
        return new JobOptions(delay, priority, attempts, newBackoff);
    }
}
