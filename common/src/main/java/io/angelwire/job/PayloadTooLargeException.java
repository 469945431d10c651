package io.angelwire.job;

/** A job's payload is larger than the engine takes. Nothing was enqueued. */
public class PayloadTooLargeException extends IllegalArgumentException {

    public PayloadTooLargeException(String jobName, int bytes, int most) {
        super("the payload of job " + jobName + " has " + bytes + " bytes, at most " + most
                + " are taken: store it and enqueue where it is");
    }
}
