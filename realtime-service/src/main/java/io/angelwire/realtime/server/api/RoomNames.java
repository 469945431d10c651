package io.angelwire.realtime.server.api;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.api.Problem.Type;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads rooms and ids from addresses, strictly: another spelling would be another room. */
final class RoomNames {

    private static final int UUID_LENGTH = 36;
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9_-]{1,64}");

    private RoomNames() {}

    static Room room(String name) {
        try {
            Room room = Room.parse(name);
            boolean sound = room.kind() == Room.Kind.ADMIN
                    ? TOPIC.matcher(room.key()).matches()
                    : id(room.key()).toString().equals(room.key());
            if (sound) {
                return room;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ProblemException(
                Type.VALIDATION_FAILED, "A room is user:<id>, pitch:<id>, investment:<id> or admin:<topic>.");
    }

    static UUID id(String id) {
        try {
            if (id.length() == UUID_LENGTH) {
                return UUID.fromString(id);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ProblemException(Type.VALIDATION_FAILED, "An id is a UUID.");
    }
}
