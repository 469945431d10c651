package io.angelwire.job;

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

    JobOutcome handle(RunningJob<T> job) throws Exception;
}
