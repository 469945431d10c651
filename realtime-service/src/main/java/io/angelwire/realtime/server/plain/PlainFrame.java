package io.angelwire.realtime.server.plain;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.Offset;

/** A frame that a client sent in the plain JSON protocol. */
sealed interface PlainFrame {

    /** @param since the last event of the user's own room that the client has, or null */
    record Auth(String token, Offset since) implements PlainFrame {}

    /**
     * @param id a number or a string that comes back in the ack; null: no ack is wanted
     * @param since the last event of the room that the client has, or null
     */
    record Emit(String event, JsonNode data, JsonNode id, Offset since) implements PlainFrame {}

    record Ping() implements PlainFrame {}
}
