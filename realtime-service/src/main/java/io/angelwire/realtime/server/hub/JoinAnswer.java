package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;

/** Told once for each join, on the hub's loop, before any event of the room. */
public interface JoinAnswer {

    /**
     * The member is in the room.
     *
     * @param offset of the room's newest event; without recovery the next event that arrives is the one behind it
     * @param recovered true: what was missed follows, oldest first; false: the history doesn't reach back, fetch the
     *     room's state anew; null if the member didn't ask
     */
    void joined(Offset offset, Boolean recovered);

    /** The room can't be joined now: Redis is out of reach, or the member is in too many rooms. */
    void refused(Refusal refusal);

    /** Why a join failed. */
    enum Refusal {
        UNAVAILABLE,
        TOO_MANY_ROOMS
    }
}
