package io.angelwire.realtime.server.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.domain.user.Role;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is left of a session whose connection has ended: enough to go on where the client says it stopped.
 *
 * @param sid the client's id in the namespace
 * @param rooms the rooms that it was in, with the last event of each that it was sent
 * @param trail the newest events that it was sent, oldest first, over all rooms
 */
record SavedSession(String sid, UUID userId, Role role, Map<Room, Offset> rooms, List<Mark> trail) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isOf(Caller caller) {
        return userId.equals(caller.userId()) && role == caller.role();
    }

    /**
     * Where the client stopped.
     *
     * @param last as {@link Mark#text} writes it: the last event that it received
     * @return empty if it is not known what the client has
     */
    Optional<Stop> stoppedAt(String last) {
        Map<Room, Offset> positions = new LinkedHashMap<>(rooms);
        for (int i = trail.size() - 1; i >= 0; i--) {
            Mark mark = trail.get(i);
            if (Mark.text(mark.offset()).equals(last)) {
                return Optional.of(new Stop(mark, positions));
            }
            // It was sent and did not arrive.
            positions.computeIfPresent(
                    mark.room(),
                    (room, later) ->
                            new Offset(mark.offset().epoch(), mark.offset().seq() - 1));
        }
        return Optional.empty();
    }

    /**
     * @param last the last event that the client received
     * @param positions the rooms that it was in, with the last event of each that it has
     */
    record Stop(Mark last, Map<Room, Offset> positions) {}

    /** Compact, as thousands are written when a node goes: the trail names rooms by their place in a table. */
    String toJson() {
        Map<Room, Integer> places = new HashMap<>();
        ArrayNode table = JSON.createArrayNode();
        rooms.forEach((room, offset) -> enter(room, offset, true, places, table));
        ArrayNode marks = JSON.createArrayNode();
        for (Mark mark : trail) {
            Integer place = places.get(mark.room());
            if (place == null
                    || !table.get(place).get(1).textValue().equals(mark.offset().epoch())) {
                place = enter(mark.room(), mark.offset(), false, places, table);
            }
            marks.add(place).add(mark.offset().seq());
        }
        ObjectNode saved = JSON.createObjectNode()
                .put("sid", sid)
                .put("user", userId.toString())
                .put("role", role.name());
        saved.set("rooms", table);
        saved.set("trail", marks);
        return saved.toString();
    }

    private static int enter(Room room, Offset offset, boolean present, Map<Room, Integer> places, ArrayNode table) {
        places.put(room, table.size());
        table.addArray()
                .add(room.toString())
                .add(offset.epoch())
                .add(offset.seq())
                .add(present);
        return table.size() - 1;
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} has written */
    static SavedSession parse(String json) {
        try {
            JsonNode saved = JSON.readTree(json);
            JsonNode table = saved.path("rooms");
            Map<Room, Offset> rooms = new LinkedHashMap<>();
            for (JsonNode entry : table) {
                if (entry.get(3).booleanValue()) {
                    rooms.put(
                            room(entry),
                            new Offset(entry.get(1).textValue(), entry.get(2).longValue()));
                }
            }
            List<Mark> trail = new ArrayList<>();
            JsonNode marks = saved.path("trail");
            for (int i = 0; i < marks.size(); i += 2) {
                JsonNode entry = table.get(marks.get(i).intValue());
                trail.add(new Mark(
                        room(entry),
                        new Offset(entry.get(1).textValue(), marks.get(i + 1).longValue())));
            }
            return new SavedSession(
                    saved.path("sid").textValue(),
                    UUID.fromString(saved.path("user").textValue()),
                    Role.valueOf(saved.path("role").textValue()),
                    rooms,
                    trail);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IllegalArgumentException("not a saved session", e);
        }
    }

    private static Room room(JsonNode entry) {
        return Room.parse(entry.get(0).textValue());
    }
}
