package io.angelwire.realtime.server.plain;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.server.protocol.ClientError;

/** A text that is no frame of the plain JSON protocol. */
final class BadFrameException extends Exception {

    private final transient ClientError error;
    private final transient JsonNode id;

    BadFrameException(ClientError error, JsonNode id) {
        super(error.message(), null, false, false);
        this.error = error;
        this.id = id;
    }

    ClientError error() {
        return error;
    }

    /** The id of the emit that it was meant to be, or null. */
    JsonNode id() {
        return id;
    }
}
