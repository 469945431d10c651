package io.angelwire.job.deadletter;

/** Stores dead letters where people look. May be called twice for the same one. */
public interface DeadLetterHandler {

    /** If it throws, the dead letter stays in its stream and comes again. */
    void handle(DeadLetter deadLetter);

    /**
     * Called after some dead letters were handled, and from time to time: for what is done once for many of them. May be
     * called at any time, by several threads at once.
     */
    default void summarize() {}
}
