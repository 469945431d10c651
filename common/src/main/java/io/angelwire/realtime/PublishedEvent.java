package io.angelwire.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * An event as it is in a room's history and on its live channel.
 *
 * @param id the {@link RealtimeEvent}'s
 * @param offset null for a {@link TransientEvent}, which has none
 * @param json the whole entry: {@code {"id","event","room","trace","offset":{"epoch","seq"},"data"}}, without {@code trace}
 *     if there is none
 * @param trace the W3C {@code traceparent} of what has caused it; null for none
 */
public record PublishedEvent(String id, Room room, String name, Offset offset, String json, String trace) {

    private static final JsonFactory JSON = new JsonFactory();

    public PublishedEvent(String id, Room room, String name, Offset offset, String json) {
        this(id, room, name, offset, json, null);
    }

    /**
     * Reads what surrounds the payload and leaves the payload alone.
     *
     * @throws IllegalArgumentException if it is no such entry
     */
    public static PublishedEvent parse(String json) {
        PublishedEvent event = read(json);
        if (event.offset() == null) {
            throw new IllegalArgumentException("not a published event: no offset");
        }
        return event;
    }

    /** Without an offset if it has none before its data. */
    static PublishedEvent read(String json) {
        try (JsonParser in = JSON.createParser(json)) {
            String id = null;
            String name = null;
            Room room = null;
            String trace = null;
            Offset offset = null;
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                in.nextToken();
                switch (field) {
                    case "id" -> id = in.getText();
                    case "event" -> name = in.getText();
                    case "room" -> room = Room.parse(in.getText());
                    case "trace" -> trace = in.getText();
                    case "offset" -> offset = readOffset(in);
                    default -> {
                        // What surrounds the data comes before it.
                        if (id != null && name != null && room != null) {
                            return new PublishedEvent(id, room, name, offset, json, trace);
                        }
                        in.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a published event", e);
        }
        throw new IllegalArgumentException("not a published event: a field is missing");
    }

    private static Offset readOffset(JsonParser in) throws IOException {
        String epoch = null;
        long seq = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "epoch" -> epoch = in.getText();
                case "seq" -> seq = in.getLongValue();
                default -> in.skipChildren();
            }
        }
        if (epoch == null || seq < 1) {
            throw new IllegalArgumentException("not a published event: no offset");
        }
        return new Offset(epoch, seq);
    }
}
