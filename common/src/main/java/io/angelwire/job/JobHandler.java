package io.angelwire.job;

import java.time.Duration;

/**
 * Does the work of a queue. Implementations are CDI beans; a service has one per queue that it consumes.
 *
 * <p>Called on a thread that may block. It may be called twice for the same job (after a crash), so its effect must be
 * keyed by {@link RunningJob#id()}.
 */
public interface JobHandler<T> {

    QueueName queue();

    /** What the job's JSON payload is read as. A payload that doesn't fit, or isn't valid, fails the job for good. */
    Class<T> payloadType();

    /**
     * What the payload of a job of this name is read as, where a queue's jobs differ.
     *
     * @return null if the queue has no job of that name, which fails it for good
     */
    default Class<? extends T> payloadType(String jobName) {
        return payloadType();
    }

    JobOutcome handle(RunningJob<T> job) throws Exception;

    /**
     * How long to wait before the next attempt after this failure, which {@link #handle} has thrown.
     *
     * @return null for the job's backoff
     */
    default Duration retryAfter(RunningJob<T> job, Exception failure) {
        return null;
    }
}
