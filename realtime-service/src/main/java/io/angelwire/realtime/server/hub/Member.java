package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.protocol.ClientError;

/**
 * Who is in rooms: one connection of one user. The hub calls it on its own loop, so nothing here may block; what the
 * hub calls is in the order of each room.
 */
public interface Member {

    /** False once it has gone; a member that is not open joins nothing. */
    boolean isOpen();

    /** Who it is; not null while it is in a room. May change in what it may do, not in whom it names. */
    Caller caller();

    /** The next event of a room that it is in, or one without offset that is not of its history. */
    void deliver(RoomEvent event);

    /**
     * Events of the room were lost for good: what the member knows of the room must be fetched anew. The next event of
     * the room is the one behind {@code offset}.
     */
    void lost(Room room, Offset offset);

    /** It was taken out of the room, having lost the right to be there; nothing more of the room comes. */
    void removed(Room room, ClientError reason);

    /**
     * Runs the action when what was delivered so far is on its way, at once if it is; never if the member goes first.
     * A long past is replayed at the member's pace by this.
     */
    void whenDrained(Runnable action);
}
