package io.angelwire.job.consumer;

import io.angelwire.job.redis.LeasedJob;

/**
 * Told what happens to the jobs of one queue in this process: for meters, traces and the log's context. Called from many
 * threads and for every job, so it neither blocks nor throws.
 */
public interface JobObserver {

    JobObserver NONE = new JobObserver() {};

    /** How an attempt came out for the job. */
    enum Ending {
        COMPLETED,
        /** It failed, and there will be another. */
        RETRIED,
        /** It failed, and was the last. */
        FAILED,
        CANCELLED,
        /** To be run again later; the attempt is not used up. */
        SNOOZED,
        /** The job is another consumer's by now. */
        LOST
    }

    /** An attempt that has begun. */
    interface Attempt {

        Attempt NONE = (ending, ranNanos) -> {};

        /** On the thread on which it began. */
        void ended(Ending ending, long ranNanos);
    }

    /**
     * On the thread that is about to run the handler.
     *
     * @param waitedMillis since the job could be run, by Redis's clock
     */
    default Attempt begins(LeasedJob job, long waitedMillis) {
        return Attempt.NONE;
    }

    /** A limit has kept free handlers waiting. */
    default void heldBack(long nanos) {}

    /** Delayed jobs were let run, the first of them that late. */
    default void promoted(long lateMillis) {}

    /** This process was presumed dead; what it ran is run again by others. */
    default void leaseLost() {}

    /** A consumer has died, and so many of its jobs are run again. */
    default void rescued(int jobs) {}

    /** A job that failed for good was stored. */
    default void deadLetterStored() {}
}
