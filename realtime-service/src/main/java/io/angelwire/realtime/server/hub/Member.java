package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;

/**
 * Who is in rooms: one connection of one user. The hub calls it on its own loop, so nothing here may block; what the
 * hub calls is in the order of each room.
 */
public interface Member {

    /** False once it has gone; a member that is not open joins nothing. */
    boolean isOpen();

    /** The next event of a room that it is in. */
    void deliver(RoomEvent event);

    /**
     * Events of the room were lost for good: what the member knows of the room must be fetched anew. The next event of
     * the room is the one behind {@code offset}.
     */
    void lost(Room room, Offset offset);

    /**
     * Runs the action when what was delivered so far is on its way, at once if it is; never if the member goes first.
     * A long past is replayed at the member's pace by this.
     */
    void whenDrained(Runnable action);
}
