package io.angelwire.job.consumer;

/** Redis did not answer in time, or the connection broke: whether the command ran is not known. */
class RedisUnavailableException extends RuntimeException {

    RedisUnavailableException(Throwable cause) {
        super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), cause);
    }
}
