package io.angelwire.realtime;

import java.util.UUID;

/**
 * A room of the realtime service: {@code user:<id>}, {@code pitch:<id>}, {@code investment:<id>} or
 * {@code admin:<topic>}.
 */
public record Room(Kind kind, String key) {

    /** What a room is about; decides who may join. */
    public enum Kind {
        USER,
        PITCH,
        INVESTMENT,
        ADMIN;

        String prefix() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static Room user(UUID userId) {
        return new Room(Kind.USER, userId.toString());
    }

    public static Room pitch(UUID pitchId) {
        return new Room(Kind.PITCH, pitchId.toString());
    }

    public static Room investment(UUID investmentId) {
        return new Room(Kind.INVESTMENT, investmentId.toString());
    }

    public static Room admin(String topic) {
        return new Room(Kind.ADMIN, topic);
    }

    /**
     * @param name as {@link #toString} writes it
     * @throws IllegalArgumentException if it names no room
     */
    public static Room parse(String name) {
        int colon = name.indexOf(':');
        if (colon > 0 && colon < name.length() - 1) {
            for (Kind kind : Kind.values()) {
                if (kind.prefix().equals(name.substring(0, colon))) {
                    return new Room(kind, name.substring(colon + 1));
                }
            }
        }
        throw new IllegalArgumentException("not a room: " + name);
    }

    @Override
    public String toString() {
        return kind.prefix() + ":" + key;
    }
}
