package io.angelwire.gateway.admin.queue;

import io.angelwire.job.runtime.QueuesConfig;
import java.util.List;

/**
 * All that is known of a queue.
 *
 * @param jobNames of its jobs, as far as programs outside may enqueue them
 * @param settings that its consumers were started with
 * @param limits that hold before those
 */
record QueueDetail(String name, List<String> jobNames, QueueOverview overview, Settings settings, QueueLimits limits) {

    /** Times in ms. */
    @org.eclipse.microprofile.openapi.annotations.media.Schema(name = "QueueSettings")
    record Settings(
            int attempts,
            String backoffType,
            long backoffDelay,
            int keepCompleted,
            int keepFailed,
            int concurrency,
            int rateLimit,
            long rateWindow,
            int globalConcurrency,
            int keyRateLimit,
            long keyRateWindow,
            int keyConcurrency,
            long lease,
            int maxRedeliveries,
            int partitions) {

        static Settings of(QueuesConfig.QueueConfig config) {
            return new Settings(
                    config.attempts(),
                    config.backoffType().name().toLowerCase(java.util.Locale.ROOT),
                    config.backoffDelay().toMillis(),
                    config.keepCompleted(),
                    config.keepFailed(),
                    config.concurrency(),
                    config.rateLimit(),
                    config.rateWindow().toMillis(),
                    config.globalConcurrency(),
                    config.keyRateLimit(),
                    config.keyRateWindow().toMillis(),
                    config.keyConcurrency(),
                    config.lease().toMillis(),
                    config.maxRedeliveries(),
                    config.partitions());
        }
    }
}
