package io.angelwire.job;

/** Thrown by a handler when trying again can't help: the job fails at once and becomes a dead letter. */
public class PermanentJobException extends RuntimeException {

    public PermanentJobException(String reason) {
        super(reason);
    }

    public PermanentJobException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
