package io.angelwire.realtime;

import java.util.UUID;

/** Where a room is in Redis. The room's name is the cluster hash tag, so that a script touches one slot. */
public final class RoomKeys {

    private static final String LIVE_PREFIX = "room:{";
    private static final String LIVE_SUFFIX = "}:live";

    private RoomKeys() {}

    /** Hash: epoch and seq of the room's newest event. */
    public static String head(Room room) {
        return "room:{" + room + "}:head";
    }

    /** Stream of the room's latest events. */
    public static String history(Room room) {
        return "room:{" + room + "}:history";
    }

    /** Marks an event as published in the room, for a while. */
    public static String published(Room room, UUID eventId) {
        return "room:{" + room + "}:event:" + eventId;
    }

    /** How lately a user caused a transient event of this name. */
    static String throttle(Room room, String event, UUID userId) {
        return "room:{" + room + "}:throttle:" + event + ":" + userId;
    }

    /** Prefix of the keys that say who is in the room, see {@code presence.lua}. */
    static String presence(Room room) {
        return "room:{" + room + "}:presence";
    }

    /** Channel that carries the room's events as they are published. */
    public static String live(Room room) {
        return LIVE_PREFIX + room + LIVE_SUFFIX;
    }

    /**
     * The room whose {@link #live} channel it is.
     *
     * @throws IllegalArgumentException if it is no such channel
     */
    public static Room roomOfLive(String channel) {
        if (!channel.startsWith(LIVE_PREFIX) || !channel.endsWith(LIVE_SUFFIX)) {
            throw new IllegalArgumentException("not a room's channel: " + channel);
        }
        return Room.parse(channel.substring(LIVE_PREFIX.length(), channel.length() - LIVE_SUFFIX.length()));
    }
}
