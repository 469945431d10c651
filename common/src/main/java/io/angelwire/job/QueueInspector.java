package io.angelwire.job;

import java.util.concurrent.CompletionStage;

/** Looks into queues without changing them. */
public interface QueueInspector {

    /** @return the queue's counts, all 0 for a queue never used; fails if Redis does not answer */
    CompletionStage<QueueCounts> count(QueueName queue);

    default CompletionStage<Long> waiting(QueueName queue) {
        return count(queue).thenApply(QueueCounts::waiting);
    }
}
