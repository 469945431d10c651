package io.angelwire.domain.pitch;

/** Where a pitch stands. */
public enum PitchStatus {
    /** Seen by its founder and admins only. */
    DRAFT,
    /** Open for investments. */
    PUBLISHED,
    /** Closed: the goal was reached. */
    FUNDED
}
