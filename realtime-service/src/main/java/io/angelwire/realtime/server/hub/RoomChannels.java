package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Room;

/**
 * The live channels of rooms. Whoever implements it calls {@link Hub#subscribed} each time that a room's events have
 * begun to arrive (also after a reconnect), {@link Hub#received} for each, and {@link Hub#interrupted} when they have
 * stopped.
 */
public interface RoomChannels {

    void subscribe(Room room);

    void unsubscribe(Room room);
}
