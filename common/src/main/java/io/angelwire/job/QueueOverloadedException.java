package io.angelwire.job;

/** Redis is near its memory limit: no new jobs are taken until those there have been worked off. Nothing was enqueued. */
public class QueueOverloadedException extends RuntimeException {

    public QueueOverloadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
