package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.Room;
import java.util.Optional;
import java.util.UUID;

/**
 * Which room a client means: its data is the id, or an object with the id in a field. Only the id is the client's; the
 * kind of room is the event's.
 */
record RoomArgument(Room.Kind kind, String idField) {

    private static final int UUID_LENGTH = 36;

    Optional<Room> room(JsonNode data) {
        JsonNode id = data.isObject() ? data.path(idField) : data;
        // UUID.fromString takes shorter forms too, which would be other names for the same room.
        if (!id.isTextual() || id.textValue().length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Room(kind, UUID.fromString(id.textValue()).toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String problem(String event) {
        return event + " takes the id (a UUID) as data, or {\"" + idField + "\": id}.";
    }
}
