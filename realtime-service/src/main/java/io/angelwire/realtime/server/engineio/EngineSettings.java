package io.angelwire.realtime.server.engineio;

import java.time.Duration;

/**
 * Times and bounds of an Engine.IO server.
 *
 * @param pingInterval from a pong (or the opening) to the next ping
 * @param pingTimeout how long a pong may take; a client that doesn't answer is closed
 * @param upgradeTimeout how long a WebSocket may take to replace polling
 * @param closeTimeout how long a closed session waits for the client to fetch what is left, and a closed WebSocket for
 *     the peer's part of closing
 * @param maxPayload bytes of one message or one HTTP body of a client
 * @param maxBuffered bytes that may wait for one client
 * @param maxSessions of the server; further ones are refused
 */
public record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration closeTimeout,
        int maxPayload,
        long maxBuffered,
        int maxSessions) {

    /** The protocol's usual values. */
    public static final EngineSettings DEFAULTS = new EngineSettings(
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            1_000_000,
            4 * 1024 * 1024,
            50_000);
}
