package io.angelwire.realtime.server.protocol;

import java.util.Locale;

/** What can be wrong with a frame; the connection goes on. In acks and error frames as {@code code} and {@code reason}. */
public enum ErrorCode {
    /** Not a JSON object in a text frame. */
    NOT_JSON(4100),
    /** The frame's type is missing or unknown. */
    UNKNOWN_TYPE(4101),
    UNKNOWN_EVENT(4102),
    /** The room is for others. Says nothing about whether it exists. */
    NOT_A_PARTY(4103),
    /** A field is missing or has the wrong form. */
    BAD_FIELD(4104),
    NOT_FOUND(4105),
    /** The first frame must be {@code auth}. */
    NOT_AUTHENTICATED(4106),
    TOO_MANY_ROOMS(4107),
    /** Longer than the server takes. */
    TOO_LARGE(4108),
    /** The token of a renewal is not valid; the one before still counts. */
    INVALID_TOKEN(4109),
    /** The token of a renewal is another user's. */
    OTHER_USER(4110),
    /** Events of a room are lost; fetch its state anew. */
    HISTORY_LOST(4111),
    /** A part that the server needs is out of reach; the same frame may succeed later. */
    UNAVAILABLE(4112, true),
    /** Only who has joined the room may do this. */
    NOT_IN_ROOM(4113),
    /** The token's user is not registered. */
    ACCOUNT_UNKNOWN(4114),
    /** Something else has the client's id already. */
    ID_REUSED(4115);

    private final int code;
    private final boolean retry;

    ErrorCode(int code) {
        this(code, false);
    }

    ErrorCode(int code, boolean retry) {
        this.code = code;
        this.retry = retry;
    }

    public int code() {
        return code;
    }

    /** For programs: the name in lower case. */
    public String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same request may succeed later. */
    public boolean retry() {
        return retry;
    }

    /** This error, with a sentence for the developer who reads it. */
    public ClientError because(String message) {
        return new ClientError(this, message);
    }
}
