package io.angelwire.job;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Waits for the end of jobs, from any process. */
public interface JobResults {

    /**
     * Waits until the job has ended, also if it had ended before or is not even enqueued yet.
     *
     * @param type what a completed job's result is read as
     * @return fails with {@link java.util.concurrent.TimeoutException} if the job does not end in time, with {@link
     *     IllegalArgumentException} if its result is no such type
     */
    <T> CompletionStage<JobResult<T>> await(QueueName queue, String jobId, Class<T> type, Duration patience);
}
