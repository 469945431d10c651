package io.angelwire.job.deadletter;

import java.util.function.BooleanSupplier;

/** Stores dead letters where people look. May be called twice for the same one. */
public interface DeadLetterHandler {

    /**
     * If it throws, the dead letter stays in its stream and comes again.
     *
     * @param withdrawn asks the stream, which takes a moment: true once the job is being tried again, so that its failure is
     *     none any more. It may be asked from any thread, and throws if Redis doesn't answer
     * @return whether the dead letter is stored, by this call or an earlier one
     */
    boolean handle(DeadLetter deadLetter, BooleanSupplier withdrawn);

    /**
     * Called after some dead letters were handled, and from time to time: for what is done once for many of them. May be
     * called at any time, by several threads at once.
     */
    default void summarize() {}
}
