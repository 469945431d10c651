package io.angelwire.realtime.server.hub;

import java.time.Duration;

/**
 * Bounds of the hub.
 *
 * @param recentEvents events of each room kept in memory, for members that come back quickly
 * @param recentSize characters of them, of all rooms together
 * @param earlyEvents events of a room held while its history is read; more are read from the history again
 * @param roomsPerMember rooms that one member may be in
 * @param joinPatience how long a join waits for Redis
 * @param retryDelay until a failed read of a history is tried again
 */
public record HubLimits(
        int recentEvents,
        long recentSize,
        int earlyEvents,
        int roomsPerMember,
        Duration joinPatience,
        Duration retryDelay) {

    public static final HubLimits DEFAULTS =
            new HubLimits(32, 1 << 20, 256, 200, Duration.ofSeconds(15), Duration.ofMillis(500));
}
