package io.angelwire.realtime.server.protocol;

/**
 * Why the server ends a connection. A client reconnects, with growing pauses, after 4000–4499, and doesn't after
 * 4500–4999: the same attempt would fail again.
 */
public enum CloseCode {
    /** RFC 6455: the message is longer than the transport takes. */
    MESSAGE_TOO_BIG(1009),

    GOING_AWAY(4000),
    SLOW_CONSUMER(4008),
    TOO_MANY_MESSAGES(4009),
    RECOVERED_ELSEWHERE(4010),
    /** The renewed token carries another role: what the connection may see is decided when it connects. */
    ROLE_CHANGED(4011),
    /** A part that the server needs is out of reach. */
    UNAVAILABLE(4012),
    PING_TIMEOUT(4013),
    INTERNAL_ERROR(4014),

    BAD_TOKEN(4500),
    TOKEN_EXPIRED(4501),
    FORBIDDEN_ORIGIN(4503),
    PROTOCOL_ERROR(4504),
    /** An operator has ended the user's connections. */
    DISCONNECTED(4505),
    TOO_MANY_CONNECTIONS(4508);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
