package io.angelwire.domain.pitch;

import java.util.EnumSet;
import java.util.Set;

/** Where a pitch stands. The legal transitions are here and nowhere else. */
public enum PitchStatus {
    /** Seen by its founder and admins only. */
    DRAFT,
    /** Open for investments. */
    PUBLISHED,
    /**
     * Closed: the goal was reached. Open again if money is given back and the rest is less than the goal; but for good
     * once escrow of the pitch was released, since the startup has been given money on these terms.
     */
    FUNDED;

    /** The states from which one may come here. */
    public Set<PitchStatus> predecessors() {
        return switch (this) {
            case DRAFT, FUNDED -> EnumSet.of(PUBLISHED);
            case PUBLISHED -> EnumSet.of(DRAFT, FUNDED);
        };
    }
}
