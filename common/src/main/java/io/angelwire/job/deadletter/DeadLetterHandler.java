package io.angelwire.job.deadletter;

/** Stores dead letters where people look. May be called twice for the same one. */
public interface DeadLetterHandler {

    /** If it throws, the dead letter stays in its stream and comes again. */
    void handle(DeadLetter deadLetter);
}
