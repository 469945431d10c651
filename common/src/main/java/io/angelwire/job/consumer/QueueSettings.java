package io.angelwire.job.consumer;

import io.angelwire.job.Backoff;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.QueueCommands.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a queue is consumed. Made by {@link #of}.
 *
 * @param tries how often and for how long a job is tried unless it says otherwise
 * @param retention how many finished jobs the queue remembers, and for how long
 * @param concurrency how many handlers run at once in this process
 * @param limits over all processes
 * @param lease how long a silent consumer keeps its jobs; a dead one's jobs run again after that
 * @param maxRedeliveries how often a job may be given to another consumer because its own died
 * @param gracePeriod how long running handlers may go on when the process is told to stop
 */
public record QueueSettings(
        QueueName queue,
        Tries tries,
        Retention retention,
        int concurrency,
        Limits limits,
        Duration lease,
        int maxRedeliveries,
        Duration gracePeriod) {

    /**
     * @param attempts how many there are
     * @param backoff the wait between them
     * @param timeout how long one may take; null for any time
     */
    public record Tries(int attempts, Backoff backoff, Duration timeout) {}

    /**
     * @param completed how many completed jobs are remembered, with their results, and as many cancelled ones
     * @param failed how many jobs that failed for good are remembered
     * @param completedFor and for how long at most; zero for any time
     * @param failedFor likewise
     */
    public record Retention(int completed, int failed, Duration completedFor, Duration failedFor) {

        public static Retention ofCount(int completed, int failed) {
            return new Retention(completed, failed, Duration.ZERO, Duration.ZERO);
        }
    }

    public QueueSettings {
        atLeast(queue, "attempts", tries.attempts(), 1);
        atLeast(queue, "keep-completed", retention.completed(), 0);
        atLeast(queue, "keep-failed", retention.failed(), 0);
        atLeast(queue, "concurrency", concurrency, 1);
        atLeast(queue, "rate-limit", limits.rate(), 0);
        atLeast(queue, "global-concurrency", limits.active(), 0);
        atLeast(queue, "key-rate-limit", limits.keyRate(), 0);
        atLeast(queue, "key-concurrency", limits.keyActive(), 0);
        atLeast(queue, "max-redeliveries", maxRedeliveries, 1);
        usableWindow(queue, "rate-window", limits.rateWindow());
        usableWindow(queue, "key-rate-window", limits.keyRateWindow());
        if (lease.toMillis() < 500) {
            throw new IllegalArgumentException(property(queue, "lease") + " must be at least 500 ms: " + lease);
        }
        if (tries.timeout() != null && tries.timeout().toMillis() < 1) {
            throw new IllegalArgumentException(
                    property(queue, "timeout") + " must be at least 1 ms: " + tries.timeout());
        }
    }

    /** One handler at a time, 3 attempts with exponential backoff from 2 s, 100 completed and 50 failed jobs kept. */
    public static QueueSettings of(QueueName queue) {
        return new QueueSettings(
                queue,
                new Tries(3, Backoff.exponential(Duration.ofSeconds(2)), null),
                Retention.ofCount(100, 50),
                1,
                Limits.NONE,
                Duration.ofSeconds(3),
                5,
                Duration.ofSeconds(20));
    }

    public QueueSettings withAttempts(int newAttempts, Backoff newBackoff) {
        return with(new Tries(newAttempts, newBackoff, tries.timeout()));
    }

    public QueueSettings withTimeout(Duration newTimeout) {
        return with(new Tries(tries.attempts(), tries.backoff(), newTimeout));
    }

    private QueueSettings with(Tries newTries) {
        return new QueueSettings(queue, newTries, retention, concurrency, limits, lease, maxRedeliveries, gracePeriod);
    }

    public QueueSettings withRetention(Retention newRetention) {
        return new QueueSettings(queue, tries, newRetention, concurrency, limits, lease, maxRedeliveries, gracePeriod);
    }

    public QueueSettings withConcurrency(int newConcurrency) {
        return new QueueSettings(queue, tries, retention, newConcurrency, limits, lease, maxRedeliveries, gracePeriod);
    }

    public QueueSettings withLimits(Limits newLimits) {
        return new QueueSettings(queue, tries, retention, concurrency, newLimits, lease, maxRedeliveries, gracePeriod);
    }

    public QueueSettings withLease(Duration newLease, int newMaxRedeliveries) {
        return new QueueSettings(
                queue, tries, retention, concurrency, limits, newLease, newMaxRedeliveries, gracePeriod);
    }

    public QueueSettings withGracePeriod(Duration newGracePeriod) {
        return new QueueSettings(queue, tries, retention, concurrency, limits, lease, maxRedeliveries, newGracePeriod);
    }

    /**
     * The settings of each part of this queue, so that all of them together keep to these.
     *
     * @throws IllegalArgumentException if a limit is so low that some part would get nothing
     */
    public List<QueueSettings> split(List<QueueName> parts) {
        if (parts.size() == 1) {
            return List.of(this);
        }
        for (var limit : List.of(limits.rate(), limits.active())) {
            if (limit > 0 && limit < parts.size()) {
                throw new IllegalArgumentException(
                        property(queue, "rate-limit") + " and " + property(queue, "global-concurrency")
                                + " must be at least the number of partitions (" + parts.size() + "): " + limit);
            }
        }
        List<QueueSettings> split = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            split.add(share(parts.get(part), part, parts.size()));
        }
        return split;
    }

    private QueueSettings share(QueueName name, int part, int parts) {
        Limits share = new Limits(
                Partitions.share(limits.rate(), part, parts),
                limits.rateWindow(),
                Partitions.share(limits.active(), part, parts),
                limits.keyRate(),
                limits.keyRateWindow(),
                limits.keyActive());
        return new QueueSettings(
                name,
                tries,
                new Retention(
                        Partitions.share(retention.completed(), part, parts),
                        Partitions.share(retention.failed(), part, parts),
                        retention.completedFor(),
                        retention.failedFor()),
                // A handler for each part at least.
                Math.max(Partitions.share(concurrency, part, parts), 1),
                share,
                lease,
                maxRedeliveries,
                gracePeriod);
    }

    /** These settings with what was changed while the queue runs. */
    QueueSettings overriddenBy(QueueOverrides overrides) {
        Limits now = new Limits(
                or(overrides.rateLimit(), limits.rate()),
                or(overrides.rateWindow(), limits.rateWindow()),
                or(overrides.globalConcurrency(), limits.active()),
                or(overrides.keyRateLimit(), limits.keyRate()),
                or(overrides.keyRateWindow(), limits.keyRateWindow()),
                or(overrides.keyConcurrency(), limits.keyActive()));
        return withLimits(now).withConcurrency(or(overrides.concurrency(), concurrency));
    }

    private static <T> T or(T override, T own) {
        return override == null ? own : override;
    }

    /** A day at most: that long Redis remembers what a limit has let through. */
    private static void usableWindow(QueueName queue, String name, Duration window) {
        if (window.toMillis() < 1 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(property(queue, name) + " must lie between 1 ms and a day: " + window);
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
