package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.protocol.CloseCode;
import java.util.Map;

/** Hears that a session is over, on the hub's loop, after the last event. */
@FunctionalInterface
public interface Departure {

    /**
     * @param code why the server ended it; null if the connection ended by itself
     * @param rooms the rooms that it was in, with the last event of each that it was handed
     */
    void departed(CloseCode code, Map<Room, Offset> rooms);
}
