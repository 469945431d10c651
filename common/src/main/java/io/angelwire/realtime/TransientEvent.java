package io.angelwire.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import java.util.UUID;

/**
 * Something that matters now or never: who is in a room hears it, and nobody later. It has no offset and is in no
 * history.
 *
 * @param exceptUser whose connections don't get it, or null
 * @param event without an offset; its json is {@code {"id","event","room","data"}}
 */
public record TransientEvent(UUID exceptUser, PublishedEvent event) {

    private static final String START = "{\"except\":\"";
    private static final String MIDDLE = "\",\"event\":";

    /** @param data any value that Jackson writes as a JSON object */
    public static TransientEvent of(Room room, String name, Object data, UUID exceptUser, ObjectMapper json) {
        String id = Ids.newId().toString();
        try {
            String text = "{\"id\":\"" + id + "\",\"event\":" + json.writeValueAsString(name) + ",\"room\":"
                    + json.writeValueAsString(room.toString()) + ",\"data\":" + json.writeValueAsString(data) + "}";
            return new TransientEvent(exceptUser, new PublishedEvent(id, room, name, null, text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event data is not JSON", e);
        }
    }

    /** Whether a message of a room's channel is one of these. */
    public static boolean isOne(String message) {
        return message.startsWith(START);
    }

    /** As it travels on a room's channel. */
    public String message() {
        return START + (exceptUser == null ? "" : exceptUser) + MIDDLE + event.json() + "}";
    }

    /**
     * Reads what {@link #message} has written.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static TransientEvent parse(String message) {
        int middle = message.indexOf(MIDDLE, START.length());
        if (!isOne(message) || middle < 0) {
            throw new IllegalArgumentException("not a transient event");
        }
        String except = message.substring(START.length(), middle);
        String json = message.substring(middle + MIDDLE.length(), message.length() - 1);
        return new TransientEvent(except.isEmpty() ? null : UUID.fromString(except), PublishedEvent.read(json));
    }
}
