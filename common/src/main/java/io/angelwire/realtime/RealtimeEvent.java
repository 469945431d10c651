package io.angelwire.realtime;

import io.angelwire.job.Ids;
import java.util.UUID;

/**
 * Something that the members of a room are told.
 *
 * @param id unique; publishing the same id to the same room twice delivers it once
 * @param name the event's name, {@code investment:created} for instance
 * @param data any value that Jackson writes as a JSON object, in the form clients see
 */
public record RealtimeEvent(UUID id, Room room, String name, Object data) {

    public static RealtimeEvent of(Room room, String name, Object data) {
        return new RealtimeEvent(Ids.newId(), room, name, data);
    }
}
