package io.angelwire.job;

/**
 * What became of a job that was to be enqueued.
 *
 * @param jobId the job that stands for it: itself, or the one that has its deduplication key
 * @param replaced the job that gave way to it ({@link Status#REPLACED}); else null
 */
public record Enqueued(Status status, String jobId, String replaced) {

    /** See {@link Enqueued}. */
    public enum Status {
        ADDED,
        /** The queue knew its id already; nothing changed. */
        KNOWN,
        /** Another job has its deduplication key; nothing changed. */
        DEDUPLICATED,
        /** Added, in place of a job that had its deduplication key and had not begun. */
        REPLACED
    }

    public boolean isAdded() {
        return status == Status.ADDED || status == Status.REPLACED;
    }
}
