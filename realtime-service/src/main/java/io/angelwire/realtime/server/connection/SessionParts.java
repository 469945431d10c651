package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.TokenVerifier;
import io.angelwire.realtime.server.hub.Hub;
import java.time.Duration;
import java.util.List;

/**
 * What all sessions of a node share.
 *
 * @param adminRooms rooms that administrators are in from the start
 * @param authDeadline how long a session may go without a valid token
 * @param messagesPerSecond messages from one client in the long run
 * @param messageBurst messages that a client may send at once after a silence
 */
public record SessionParts(
        Hub hub,
        TokenVerifier verifier,
        Connections connections,
        PingWheel wheel,
        Timers timers,
        List<Room> adminRooms,
        Duration authDeadline,
        int messagesPerSecond,
        int messageBurst) {}
