package io.angelwire.bench.realtime.load;

import io.netty.buffer.ByteBuf;

/** As little of a protocol as a client needs. Frames are told apart by their first bytes; nothing is parsed. */
interface Protocol {

    /** What a text frame from the server is to a client. */
    enum Meaning {
        /** The transport is there, and the server waits for {@link #signIn}. */
        OPENED,
        /** Signed in. */
        READY,
        JOINED,
        EVENT,
        PING,
        REFUSED,
        OTHER
    }

    /** The HTTP request that asks for the WebSocket, without its end. */
    String handshake(String token);

    /** The frame that follows {@link Meaning#OPENED}. */
    String signIn(String token);

    /** The frame that asks to join a pitch's room, and for an answer. */
    String join(String pitchId);

    Meaning meaning(ByteBuf buffer, int start, int length);

    static Protocol named(String name) {
        return switch (name) {
            case "plain" -> new PlainProtocol();
            case "socket-io" -> new SocketIoProtocol();
            default -> throw new IllegalArgumentException(name);
        };
    }

    static boolean startsWith(ByteBuf buffer, int start, int length, byte[] prefix) {
        if (length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (buffer.getByte(start + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
