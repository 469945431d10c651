package io.angelwire.job;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Puts jobs on queues, straight into Redis. What belongs to a database transaction goes through
 * {@link io.angelwire.outbox.Outbox} instead.
 */
public interface JobProducer {

    /**
     * @return per job whether it was added; false where the queue knew its id already and nothing changed. Fails if
     *     Redis did not answer: the jobs may or may not be there, and enqueueing them again with the same ids is safe
     * @throws IllegalArgumentException if a payload can't be written as JSON
     */
    CompletionStage<List<Boolean>> enqueue(QueueName queue, List<Job> jobs);

    default CompletionStage<Boolean> enqueue(QueueName queue, Job job) {
        return enqueue(queue, List.of(job)).thenApply(added -> added.get(0));
    }
}
