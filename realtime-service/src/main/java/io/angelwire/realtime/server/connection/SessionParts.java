package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.TokenVerifier;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.hub.Hub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What all sessions of a node share.
 *
 * @param standingRooms the rooms besides its own that a caller is in from the start
 * @param authDeadline how long a session may go without a valid token
 * @param messagesPerSecond messages from one client in the long run
 * @param messageBurst messages that a client may send at once after a silence
 */
public record SessionParts(
        Hub hub,
        FrameWriters writers,
        TokenVerifier verifier,
        Connections connections,
        PingWheel wheel,
        Timers timers,
        Function<Caller, CompletionStage<List<Room>>> standingRooms,
        Duration authDeadline,
        int messagesPerSecond,
        int messageBurst) {}
