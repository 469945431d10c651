package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.frame.SharedText;
import java.util.Arrays;

/**
 * A packet of the Engine.IO protocol, version 4.
 *
 * @param text what follows the type, empty if nothing does; null if the packet is binary or shared
 * @param binary the content of a binary message, which is always of type {@link Type#MESSAGE}; else null
 * @param wire the whole text packet, encoded once for many sessions; null if it is for one
 */
public record EnginePacket(Type type, String text, byte[] binary, SharedText wire) {

    /** In the order of their digits on the wire. */
    public enum Type {
        OPEN,
        CLOSE,
        PING,
        PONG,
        MESSAGE,
        UPGRADE,
        NOOP;

        private static final Type[] ALL = values();

        /** The digit in front of a text packet. */
        public char digit() {
            return (char) ('0' + ordinal());
        }

        static Type of(char digit) throws MalformedPacketException {
            int index = digit - '0';
            if (index < 0 || index >= ALL.length) {
                throw new MalformedPacketException("unknown packet type");
            }
            return ALL[index];
        }
    }

    static final EnginePacket CLOSE = of(Type.CLOSE);
    static final EnginePacket PING = of(Type.PING);
    static final EnginePacket NOOP = of(Type.NOOP);

    private static EnginePacket of(Type type) {
        return new EnginePacket(type, "", null, null);
    }

    public static EnginePacket message(String text) {
        return new EnginePacket(Type.MESSAGE, text, null, null);
    }

    /** @param wire a message as {@link #wire} writes it, the digit in front */
    public static EnginePacket shared(SharedText wire) {
        return new EnginePacket(Type.MESSAGE, null, null, wire);
    }

    /** The packet as a text; not of a binary one. */
    String encoded() {
        return wire == null ? type.digit() + text : wire.text();
    }

    /** @param content not copied: the caller leaves it alone from now on */
    public static EnginePacket message(byte[] content) {
        return new EnginePacket(Type.MESSAGE, null, content, null);
    }

    public boolean isBinary() {
        return binary != null;
    }

    /** About as many bytes as it takes on the wire. */
    int size() {
        if (wire != null) {
            return wire.size();
        }
        return 1 + (isBinary() ? binary.length : text.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnginePacket that
                && type == that.type
                && java.util.Objects.equals(text, that.text)
                && Arrays.equals(binary, that.binary);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + java.util.Objects.hash(text, Arrays.hashCode(binary));
    }

    /** Without the content, which is nobody's business in a log. */
    @Override
    public String toString() {
        return type + "(" + size() + ")";
    }
}
