package io.angelwire.realtime.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.api.Problem.Type;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An event that another program publishes: {@code {"id"?, "event", "data"?}}.
 *
 * @param id the same again is published once; made up if the body has none
 */
record EventRequest(UUID id, String event, ObjectNode data) {

    private static final int DEEPEST = 32;
    private static final int UUID_LENGTH = 36;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_:.-]{0,63}");
    private static final Set<String> FIELDS = Set.of("id", "event", "data");

    /** Socket.IO's own, and those that nodes tell each other. */
    private static final Set<String> RESERVED = Set.of(
            "connect",
            "connect_error",
            "disconnect",
            "disconnecting",
            "newListener",
            "removeListener",
            "presence:changed",
            "rights:changed");

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    /**
     * @param most bytes of the body
     * @throws ProblemException if it is not such a body
     */
    static EventRequest read(InputStream body, int most) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new ProblemException(Type.BODY_TOO_LARGE, "At most " + most + " bytes are read.");
        }
        JsonNode read;
        try {
            read = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new ProblemException(Type.MALFORMED_JSON, null);
        }
        if (read == null || !read.isObject()) {
            throw invalid("The body is an object with \"event\" and \"data\".");
        }
        for (Iterator<String> names = read.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw invalid("The body has fields beside \"id\", \"event\" and \"data\".");
            }
        }
        return new EventRequest(id(read.path("id")), name(read.path("event")), data(read.path("data")));
    }

    RealtimeEvent in(Room room) {
        return new RealtimeEvent(id, room, event, data);
    }

    private static UUID id(JsonNode id) {
        if (id.isMissingNode() || id.isNull()) {
            return Ids.newId();
        }
        try {
            if (id.isTextual() && id.textValue().length() == UUID_LENGTH) {
                return UUID.fromString(id.textValue());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw invalid("\"id\" is a UUID.");
    }

    private static String name(JsonNode event) {
        if (!event.isTextual() || !NAME.matcher(event.textValue()).matches() || RESERVED.contains(event.textValue())) {
            throw invalid("\"event\" begins with a letter, has up to 64 letters, digits and _:.- and is not reserved.");
        }
        return event.textValue();
    }

    private static ObjectNode data(JsonNode data) {
        if (data.isMissingNode() || data.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (data instanceof ObjectNode object) {
            return object;
        }
        throw invalid("\"data\" is an object.");
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Type.VALIDATION_FAILED, detail);
    }
}
