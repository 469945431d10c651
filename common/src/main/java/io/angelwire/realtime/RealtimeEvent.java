package io.angelwire.realtime;

import io.angelwire.job.Ids;
import java.util.UUID;

/**
 * Something that the members of a room are told.
 *
 * @param id unique; publishing the same id to the same room twice delivers it once
 * @param name the event's name, {@code investment:created} for instance
 * @param data any value that Jackson writes as a JSON object, in the form clients see
 * @param trace the W3C {@code traceparent} of what has caused it; null for none, or for what is current when it is told
 */
public record RealtimeEvent(UUID id, Room room, String name, Object data, String trace) {

    public RealtimeEvent(UUID id, Room room, String name, Object data) {
        this(id, room, name, data, null);
    }

    public static RealtimeEvent of(Room room, String name, Object data) {
        return new RealtimeEvent(Ids.newId(), room, name, data);
    }
}
