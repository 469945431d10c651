package io.angelwire.job;

/**
 * The job that waits for this one.
 *
 * @param queue of the parent; may be another queue than the child's
 * @param onFailure what becomes of the parent if this job does not complete
 */
public record ParentLink(QueueName queue, String id, OnFailure onFailure) {

    /** See {@link ParentLink#onFailure}. */
    public enum OnFailure {
        /** It fails for good. */
        FAIL,
        /** It goes on waiting for the others, and finds the failure among its children's results. */
        IGNORE,
        /** It runs at once, whatever the others do. */
        RUN
    }

    public ParentLink {
        if (queue == null || id == null || onFailure == null) {
            throw new IllegalArgumentException("a parent has a queue, an id and a policy");
        }
    }
}
