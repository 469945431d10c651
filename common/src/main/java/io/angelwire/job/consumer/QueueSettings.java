package io.angelwire.job.consumer;

import io.angelwire.job.Backoff;
import io.angelwire.job.QueueName;
import java.time.Duration;

/**
 * How a queue is consumed.
 *
 * @param attempts how often a job is tried unless it says otherwise
 * @param backoff the wait between attempts unless the job says otherwise
 * @param keepCompleted how many completed jobs the queue remembers, with their results
 * @param keepFailed how many jobs that failed for good the queue remembers
 * @param concurrency how many handlers run at once in this process
 * @param rateLimit most handler starts in any {@code rateWindow}, over all processes; 0 for no limit
 * @param lease how long a silent consumer keeps its jobs; a dead one's jobs run again after that
 * @param maxRedeliveries how often a job may be given to another consumer because its own died
 * @param gracePeriod how long running handlers may go on when the process is told to stop
 */
public record QueueSettings(
        QueueName queue,
        int attempts,
        Backoff backoff,
        int keepCompleted,
        int keepFailed,
        int concurrency,
        int rateLimit,
        Duration rateWindow,
        Duration lease,
        int maxRedeliveries,
        Duration gracePeriod) {

    public QueueSettings {
        atLeast(queue, "attempts", attempts, 1);
        atLeast(queue, "keep-completed", keepCompleted, 0);
        atLeast(queue, "keep-failed", keepFailed, 0);
        atLeast(queue, "concurrency", concurrency, 1);
        atLeast(queue, "rate-limit", rateLimit, 0);
        atLeast(queue, "max-redeliveries", maxRedeliveries, 1);
        if (rateLimit > 0 && rateWindow.toMillis() < 1) {
            throw new IllegalArgumentException(
                    property(queue, "rate-window") + " must be at least 1 ms: " + rateWindow);
        }
        if (lease.toMillis() < 500) {
            throw new IllegalArgumentException(property(queue, "lease") + " must be at least 500 ms: " + lease);
        }
    }

    private static void atLeast(QueueName queue, String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(property(queue, name) + " must be at least " + least + ": " + value);
        }
    }

    private static String property(QueueName queue, String name) {
        return "angelwire.queues." + queue + "." + name;
    }
}
