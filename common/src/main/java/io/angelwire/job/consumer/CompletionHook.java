package io.angelwire.job.consumer;

import io.angelwire.job.QueueName;
import java.util.List;

/**
 * Told of jobs that have reached their end, before Redis is: the outbox deletes their rows, so that no row outlives its
 * job and causes it to be enqueued again. If it fails, the jobs stay leased and it is asked again.
 */
public interface CompletionHook {

    void beforeCompletion(QueueName queue, List<String> jobIds);
}
