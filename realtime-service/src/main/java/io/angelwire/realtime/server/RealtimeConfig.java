package io.angelwire.realtime.server;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;

/** Limits and rules of the connections that this node serves. */
@ConfigMapping(prefix = "angelwire.realtime")
public interface RealtimeConfig {

    /**
     * Origins whose pages may connect, {@code https://app.example.com} for instance; {@code :*} as the port stands for
     * any. The server's own origin always may, and so do programs that send no Origin. Default: pages of this machine.
     */
    @WithDefault("http://localhost:*,http://127.0.0.1:*")
    List<String> allowedOrigins();

    /** Topics of the {@code admin:<topic>} rooms that administrators are in from the start. Default {@code alerts}. */
    @WithDefault("alerts")
    List<String> adminRooms();

    /** How long a connection may go without a valid token. Default 10 seconds. */
    @WithDefault("10s")
    Duration authDeadline();

    /** A peer that answered nothing between two pings is dead. Whole seconds. Default 20 seconds. */
    @WithDefault("20s")
    Duration pingInterval();

    /** Frames from one connection in the long run; above that it is closed. Default 50 a second. */
    @WithDefault("50")
    @Min(1)
    int messagesPerSecond();

    /** Frames that a connection may send at once after a silence. Default 200. */
    @WithDefault("200")
    @Min(1)
    int messageBurst();

    /** Longest frame, in characters; a longer one is refused. Default 65536. */
    @WithDefault("65536")
    int maxMessageChars();

    /** What may wait for one client's network; a client that falls further behind is closed. Default 4 MiB. */
    @WithDefault("4M")
    MemorySize maxQueued();

    /** Connections of one user on this node: tabs and devices. Default 20. */
    @WithDefault("20")
    @Min(1)
    int connectionsPerUser();

    /** Rooms that one connection may be in. Default 200. */
    @WithDefault("200")
    @Min(2)
    int roomsPerConnection();

    /** How the node follows the rooms in Redis. */
    Subscription subscription();

    interface Subscription {

        /**
         * The subscription connection is given up when nothing arrived on it for one to two of these. Shorter than
         * {@code quarkus.redis.blocking.tcp.idle-timeout}, which would close a quiet one. Default 2 s.
         */
        @WithDefault("2s")
        Duration pingInterval();

        /** First pause before a reconnect; it doubles up to {@link #lastRetry}. Default 100 ms. */
        @WithDefault("100ms")
        Duration firstRetry();

        /** Longest pause before a reconnect. Default 5 seconds. */
        @WithDefault("5s")
        Duration lastRetry();

        /** How long a join waits for Redis before it is refused. Default 5 seconds. */
        @WithDefault("5s")
        Duration joinPatience();
    }
}
