package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;

/**
 * The answer to a client's event.
 *
 * @param data what is acknowledged; not to be changed by whoever writes it
 * @param confirmation the event that tells of the success where the client asked for no acknowledgement, or null
 * @param room the room that was joined, or null
 * @param offset of the room's newest event, or null
 * @param recovered as in {@link io.angelwire.realtime.server.hub.JoinAnswer#joined}
 */
public record Reply(ObjectNode data, String confirmation, Room room, Offset offset, Boolean recovered) {

    /** Done, with nothing to say of a room's events. */
    static Reply of(ObjectNode data) {
        return new Reply(data, null, null, null, null);
    }

    /** Data of one field. */
    static ObjectNode data(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value);
    }
}
