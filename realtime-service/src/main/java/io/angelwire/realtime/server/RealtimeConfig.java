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

    /** Largest event that other programs may publish over REST, in bytes. Default 64 KiB. */
    @WithDefault("64K")
    MemorySize maxEventSize();

    /** What may wait for one client's network; a client that falls further behind is closed. Default 4 MiB. */
    @WithDefault("4M")
    MemorySize maxQueued();

    /** Connections of one user on this node: tabs and devices. Default 20. */
    @WithDefault("20")
    @Min(1)
    int connectionsPerUser();

    /** Frames from all connections of a user on this node together, in the long run. Default 100 a second. */
    @WithDefault("100")
    @Min(1)
    int userMessagesPerSecond();

    /** Frames that they may send at once after a silence. Default 400. */
    @WithDefault("400")
    @Min(1)
    int userMessageBurst();

    /** Connections of this node; more are answered 503. Default 100,000. */
    @WithDefault("100000")
    @Min(1)
    int maxConnections();

    /** Connections that have not signed in yet; more are answered 503. Default 10,000. */
    @WithDefault("10000")
    @Min(1)
    int maxAnonymous();

    /** New connections in the long run; more are answered 503. Default 5,000 a second. */
    @WithDefault("5000")
    @Min(1)
    int handshakesPerSecond();

    /** New connections at once after a silence. Default 10,000. */
    @WithDefault("10000")
    @Min(1)
    int handshakeBurst();

    /** Over how long a node that ends lets its clients go, if it has many. Default 5 seconds. */
    @WithDefault("5s")
    Duration drainTime();

    /** Rooms that one connection may be in. Default 200. */
    @WithDefault("200")
    @Min(2)
    int roomsPerConnection();

    /** Within it, the others of a room are told once that somebody types, and once that it stopped. Default 2 seconds. */
    @WithDefault("2s")
    Duration typingWindow();

    /** Who is in rooms. */
    Presence presence();

    interface Presence {

        /** How long a node counts that says nothing: so long its users seem present after it was killed. Default 6 s. */
        @WithDefault("6s")
        Duration life();

        /** More users of a room than these are only counted. Default 100. */
        @WithDefault("100")
        @Min(1)
        int listed();
    }

    /** How soon a right that was withdrawn ends what it gave: after the cache and one interval at the latest. */
    Rights rights();

    interface Rights {

        /** For how long a decision about a room may be used for the next who joins. Default 1 second. */
        @WithDefault("1s")
        Duration cache();

        /** How often it is looked whether members may still be in their rooms. Default 2 seconds. */
        @WithDefault("2s")
        Duration reviewInterval();

        /** Events after which the rights in their room are looked at at once. */
        @WithDefault("pitch:updated,investment:updated")
        List<String> reviewEvents();
    }

    /** Clients that speak Socket.IO. */
    SocketIo socketIo();

    interface SocketIo {

        /** From a client's answer to the next ping. Default 25 seconds. */
        @WithDefault("25s")
        Duration pingInterval();

        /** How long a client may take to answer a ping. Default 20 seconds. */
        @WithDefault("20s")
        Duration pingTimeout();

        /** How long a client may take to move from polling to a WebSocket. Default 10 seconds. */
        @WithDefault("10s")
        Duration upgradeTimeout();

        /** How long a connection may go without being signed in. Default 45 seconds. */
        @WithDefault("45s")
        Duration connectTimeout();

        /**
         * Bytes of one message or one HTTP body; not above {@code quarkus.websockets-next.server.max-frame-size}. Default
         * 1000000.
         */
        @WithDefault("1000000")
        @Min(1000)
        int maxPayload();

        /** Connections of this protocol on this node, signed in or not. Default 50000. */
        @WithDefault("50000")
        @Min(1)
        int maxConnections();

        /** How long after its connection has ended a client may go on where it stopped; 0: it can't. Default 2 minutes. */
        @WithDefault("2m")
        Duration recoveryWindow();
    }

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

        /**
         * How long a join waits for Redis before it is refused. Longer than what passes by itself (a pause, the crowd of
         * another node that has gone): who is refused asks again, which is more work for whom has too much. Default 15
         * seconds.
         */
        @WithDefault("15s")
        Duration joinPatience();
    }
}
