package io.angelwire.job;

import java.util.concurrent.CompletionStage;

/** Looks at queues without touching their jobs. */
public interface QueueInspector {

    /**
     * How many jobs wait for a worker, delayed ones not included. Fails if Redis doesn't answer; set your own time
     * limit.
     */
    CompletionStage<Long> waiting(QueueName queue);
}
