package io.angelwire.realtime.server.engineio;

/** Why a request is not served; told as {@code {"code","message"}}. */
enum Refusal {
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    BAD_REQUEST(3, 400, "Bad request"),
    FORBIDDEN(4, 403, "Forbidden"),
    UNSUPPORTED_VERSION(5, 400, "Unsupported protocol version"),
    /** Not of the protocol's list: the node has as many sessions as it takes, or goes away. */
    UNAVAILABLE(3, 503, "Service unavailable");

    private final int code;
    private final int status;
    private final String message;

    Refusal(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String json() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
