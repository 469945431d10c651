package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/** Reads the fields of what came with a client's event. A field that is null counts as missing. */
final class Fields {

    private static final int UUID_LENGTH = 36;

    private Fields() {}

    /** @return null if it is missing */
    static String text(JsonNode data, String field) throws BadDataException {
        if (!data.hasNonNull(field)) {
            return null;
        }
        if (!data.get(field).isTextual()) {
            throw new BadDataException("\"" + field + "\" is a string.");
        }
        return data.get(field).textValue();
    }

    /** @return null if it is missing */
    static UUID id(JsonNode data, String field) throws BadDataException {
        String text = text(data, field);
        if (text == null) {
            return null;
        }
        try {
            // UUID.fromString takes shorter forms too.
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new BadDataException("\"" + field + "\" is an id (a UUID).");
    }

    static boolean flag(JsonNode data, String field, boolean missing) throws BadDataException {
        if (!data.hasNonNull(field)) {
            return missing;
        }
        if (!data.get(field).isBoolean()) {
            throw new BadDataException("\"" + field + "\" is true or false.");
        }
        return data.get(field).booleanValue();
    }
}
