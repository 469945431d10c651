package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Room;

/** Told on the hub's loop who is in which room on this node. */
public interface RoomObserver {

    void entered(Room room, Member member);

    void departed(Room room, Member member);
}
