package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;

/** How a protocol writes what the server tells a client by itself. */
public interface Dialect {

    /**
     * The client is signed in and in its own room.
     *
     * @param offset of the newest event of that room
     * @param recovered as in {@link io.angelwire.realtime.server.hub.JoinAnswer#joined}
     */
    String ready(String sid, Caller caller, Offset offset, Boolean recovered);

    /** The client's new token counts from now on. */
    String renewed(String sid, Caller caller);

    /** The same for all clients of the protocol, hence encoded once. */
    SharedText event(RoomEvent event);

    /** Events of the room are lost for good. */
    String lost(Room room, Offset offset);

    /** The client was taken out of the room, for this reason; it hears nothing more of it. */
    String left(Room room, ClientError reason);

    String error(ClientError error);

    /** The server goes; reconnect after a time that the client picks at random between the two. */
    String goodbye(long minMillis, long maxMillis);
}
