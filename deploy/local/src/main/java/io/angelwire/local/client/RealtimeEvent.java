package io.angelwire.local.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event that arrived in a room.
 *
 * @param id the same wherever the same event arrives
 * @param sequence its place in the room, without gaps within an epoch
 */
public record RealtimeEvent(String id, String name, String room, String epoch, long sequence, JsonNode data) {

    static RealtimeEvent of(JsonNode frame) {
        JsonNode offset = frame.path("offset");
        return new RealtimeEvent(
                frame.path("id").asText(),
                frame.path("event").asText(),
                frame.path("room").asText(),
                offset.path("epoch").asText(),
                offset.path("seq").asLong(),
                frame.path("data"));
    }
}
