package io.angelwire.job.deadletter;

import io.angelwire.job.QueueName;

/**
 * A job that failed for good.
 *
 * @param entry its entry in the queue's dead-letter stream; a job that fails for good again after a replay has another
 * @param payload the job's JSON
 * @param options as they travelled with the job, for trying it again
 * @param reason why the last attempt failed
 */
public record DeadLetter(
        QueueName queue,
        String entry,
        String jobId,
        String jobName,
        String payload,
        String options,
        String reason,
        int attempts) {}
