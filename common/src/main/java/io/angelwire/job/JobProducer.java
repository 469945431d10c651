package io.angelwire.job;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Puts jobs on queues, straight into Redis. What belongs to a database transaction goes through
 * {@link io.angelwire.outbox.Outbox} instead.
 */
public interface JobProducer {

    /**
     * @return per job what became of it. Fails if Redis did not answer: the jobs may or may not be there, and enqueueing
     *     them again with the same ids is safe. Fails with {@link QueueOverloadedException} if Redis is near its memory
     *     limit
     * @throws PayloadTooLargeException if a payload is larger than the engine takes
     * @throws IllegalArgumentException if a payload can't be written as JSON
     */
    CompletionStage<List<Enqueued>> enqueue(QueueName queue, List<Job> jobs);

    default CompletionStage<Enqueued> enqueue(QueueName queue, Job job) {
        return enqueue(queue, List.of(job)).thenApply(enqueued -> enqueued.get(0));
    }

    /**
     * Adds every job of a flow, parents first. If it fails, part of the flow may be there; enqueueing the same flow again
     * completes it.
     *
     * @return what became of the flow's last job, the one that waits for all others
     */
    CompletionStage<Enqueued> enqueue(JobFlow flow);
}
