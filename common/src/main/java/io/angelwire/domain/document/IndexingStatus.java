package io.angelwire.domain.document;

import java.util.EnumSet;
import java.util.Set;

/** How far the text of a version is from being searchable. The legal transitions are here and nowhere else. */
public enum IndexingStatus {
    /** It is not to be. Final. */
    NONE,
    /** A job is under way. */
    PENDING,
    /** It is. Final. */
    INDEXED,
    /** It will not be, unless somebody has the job run again; {@link IndexingFailure} says why. */
    FAILED;

    /** The states from which one may come here. */
    public Set<IndexingStatus> predecessors() {
        return switch (this) {
            case NONE, PENDING -> EnumSet.noneOf(IndexingStatus.class);
            case INDEXED -> EnumSet.of(PENDING, FAILED);
            case FAILED -> EnumSet.of(PENDING);
        };
    }
}
