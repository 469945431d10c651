package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A packet of the Socket.IO protocol, version 5.
 *
 * @param namespace {@code /} or {@code /name}
 * @param id of an event that wants an acknowledgement, or of the event that an acknowledgement is for; else null
 * @param data null if there is none; attachments are binary nodes in it
 */
public record SocketPacket(Type type, String namespace, Long id, JsonNode data) {

    public static final String MAIN = "/";

    /** In the order of their digits on the wire. */
    public enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR,
        BINARY_EVENT,
        BINARY_ACK;

        private static final Type[] ALL = values();

        char digit() {
            return (char) ('0' + ordinal());
        }

        /** Null if there is none with that digit. */
        static Type of(char digit) {
            int index = digit - '0';
            return index >= 0 && index < ALL.length ? ALL[index] : null;
        }

        boolean isBinary() {
            return this == BINARY_EVENT || this == BINARY_ACK;
        }

        /** What it is once its attachments are in their places. */
        Type complete() {
            return switch (this) {
                case BINARY_EVENT -> EVENT;
                case BINARY_ACK -> ACK;
                default -> this;
            };
        }
    }

    /** Without the content, which is nobody's business in a log. */
    @Override
    public String toString() {
        return type + " " + namespace + (id == null ? "" : " " + id);
    }
}
