package io.angelwire.job.runtime;

import io.angelwire.job.Backoff;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.consumer.QueueSettings.Tries;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How each queue is consumed: {@code angelwire.queues.<queue>.<property>}. */
@ConfigMapping(prefix = "angelwire.queues")
public interface QueuesConfig {

    @WithParentName
    Map<String, QueueConfig> queues();

    /** One queue. */
    interface QueueConfig {

        /** How often a job is tried. At least 1. */
        @WithDefault("3")
        int attempts();

        /** Whether the wait between attempts doubles. */
        @WithDefault("exponential")
        BackoffType backoffType();

        /** The wait before the second attempt. */
        @WithDefault("2s")
        Duration backoffDelay();

        /** The largest part of the wait that is taken off by chance, 0 to 1. Default 0: none. */
        @WithDefault("0")
        double backoffJitter();

        /** How many completed jobs the queue remembers, and as many cancelled ones. 0 for none. */
        @WithDefault("100")
        int keepCompleted();

        /** How many jobs that failed for good the queue remembers. 0 for none. */
        @WithDefault("50")
        int keepFailed();

        /** How long completed and cancelled jobs are remembered at most. Default 0: any time. */
        @WithDefault("0s")
        Duration keepCompletedFor();

        /** How long jobs that failed for good are remembered at most. Default 0: any time. */
        @WithDefault("0s")
        Duration keepFailedFor();

        /** How long an attempt may take before its thread is interrupted and it counts as failed. Default: any time. */
        Optional<Duration> timeout();

        /** How many handlers run at once in one process. */
        @WithDefault("1")
        int concurrency();

        /** Most handler starts in any {@link #rateWindow}, over all processes. 0 for no limit. */
        @WithDefault("0")
        int rateLimit();

        @WithDefault("1s")
        Duration rateWindow();

        /** Most active jobs over all processes. 0 for any number. */
        @WithDefault("0")
        int globalConcurrency();

        /** Most handler starts of one limit key in any {@link #keyRateWindow}, over all processes. 0 for no limit. */
        @WithDefault("0")
        int keyRateLimit();

        @WithDefault("1s")
        Duration keyRateWindow();

        /** Most active jobs of one limit key, over all processes. 0 for any number. */
        @WithDefault("0")
        int keyConcurrency();

        /** How long a silent consumer keeps its jobs. At least 500 ms; longer than any pause of a healthy process. */
        @WithDefault("3s")
        Duration lease();

        /** How often a job may be given to another consumer because its own died. */
        @WithDefault("5")
        int maxRedeliveries();

        /**
         * Into how many parts the queue is split, 1 to {@value Partitions#MOST}, for a queue that outgrows one shard of a
         * Redis Cluster. The same in every service, and changed only while the queue is empty.
         */
        @WithDefault("1")
        int partitions();

        /** How long running handlers may go on when the process is told to stop. */
        @WithDefault("20s")
        Duration gracePeriod();
    }

    /** See {@link Backoff}. */
    enum BackoffType {
        FIXED,
        EXPONENTIAL
    }

    /** A queue without settings is not split. */
    default Partitions partitions() {
        return new Partitions(queue -> {
            QueueConfig config = queues().get(queue.value());
            int parts = config == null ? 1 : config.partitions();
            if (parts < 1 || parts > Partitions.MOST) {
                throw new IllegalArgumentException("angelwire.queues." + queue + ".partitions must lie between 1 and "
                        + Partitions.MOST + ": " + parts);
            }
            return parts;
        });
    }

    /** @throws IllegalArgumentException naming the property that has an unusable value, or the queue without any */
    default QueueSettings settings(QueueName queue) {
        if (!queue.equals(queue.whole())) {
            throw new IllegalArgumentException("the name of a queue can't end like that of a partition: " + queue);
        }
        QueueConfig config = queues().get(queue.value());
        if (config == null) {
            throw new IllegalArgumentException("queue " + queue + " has no settings: angelwire.queues." + queue + ".*");
        }
        Backoff backoff = config.backoffType() == BackoffType.FIXED
                ? Backoff.fixed(config.backoffDelay())
                : Backoff.exponential(config.backoffDelay());
        return new QueueSettings(
                queue,
                new Tries(
                        config.attempts(),
                        config.backoffJitter() == 0 ? backoff : backoff.withJitter(config.backoffJitter()),
                        config.timeout().orElse(null)),
                new Retention(
                        config.keepCompleted(), config.keepFailed(), config.keepCompletedFor(), config.keepFailedFor()),
                config.concurrency(),
                new Limits(
                        config.rateLimit(),
                        config.rateWindow(),
                        config.globalConcurrency(),
                        config.keyRateLimit(),
                        config.keyRateWindow(),
                        config.keyConcurrency()),
                config.lease(),
                config.maxRedeliveries(),
                config.gracePeriod());
    }
}
