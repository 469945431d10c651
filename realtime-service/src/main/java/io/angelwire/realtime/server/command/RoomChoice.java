package io.angelwire.realtime.server.command;

import static io.angelwire.realtime.server.command.RoomCommands.INVESTMENT;
import static io.angelwire.realtime.server.command.RoomCommands.PITCH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.Room;
import java.util.Optional;

/** Which room is meant by data that has a field {@code pitchId} or a field {@code investmentId}, and not both. */
final class RoomChoice {

    private RoomChoice() {}

    static Optional<Room> room(JsonNode data) {
        boolean pitch = data.hasNonNull(PITCH.idField());
        if (!data.isObject() || pitch == data.hasNonNull(INVESTMENT.idField())) {
            return Optional.empty();
        }
        return (pitch ? PITCH : INVESTMENT).room(data);
    }

    static String problem(String event) {
        return event + " takes {\"pitchId\": id} or {\"investmentId\": id}.";
    }

    /** The room as events name it: {@code pitch_id} or {@code investment_id}. */
    static ObjectNode named(Room room) {
        String field = room.kind() == Room.Kind.PITCH ? "pitch_id" : "investment_id";
        return JsonNodeFactory.instance.objectNode().put(field, room.key());
    }
}
