package io.angelwire.realtime.server.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.server.json.StrictJson;
import io.angelwire.realtime.server.protocol.ErrorCode;

/** Reads clients' frames strictly; what is wrong is said in a sentence. */
final class PlainFrameReader {

    private static final int MAX_ID_CHARS = 64;
    private static final int MAX_EPOCH_CHARS = 64;
    private static final int MAX_DEPTH = 32;

    private static final ObjectReader JSON = StrictJson.reader(MAX_DEPTH);

    private PlainFrameReader() {}

    static PlainFrame read(String text) throws BadFrameException {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadFrameException(
                    ErrorCode.NOT_JSON.because("A frame is a JSON object; this is not JSON."), null);
        }
        if (frame == null || !frame.isObject()) {
            throw new BadFrameException(
                    ErrorCode.NOT_JSON.because("A frame is a JSON object with a \"type\"; this is not an object."),
                    null);
        }
        JsonNode id = idOf(frame);
        return switch (frame.path("type").asText()) {
            case "auth" -> new PlainFrame.Auth(text(frame, "token", id), since(frame, id));
            case "emit" -> new PlainFrame.Emit(text(frame, "event", id), frame.path("data"), id, since(frame, id));
            case "ping" -> new PlainFrame.Ping();
            default ->
                throw new BadFrameException(
                        ErrorCode.UNKNOWN_TYPE.because("The \"type\" of a frame is auth, emit or ping."), id);
        };
    }

    private static JsonNode idOf(JsonNode frame) throws BadFrameException {
        JsonNode id = frame.path("id");
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        boolean sound = id.isIntegralNumber() && id.canConvertToLong()
                || id.isTextual() && id.textValue().length() <= MAX_ID_CHARS;
        if (!sound) {
            throw new BadFrameException(
                    ErrorCode.BAD_FIELD.because("\"id\" is a whole number or a string of up to 64 characters."), null);
        }
        return id;
    }

    private static String text(JsonNode frame, String field, JsonNode id) throws BadFrameException {
        JsonNode value = frame.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BadFrameException(ErrorCode.BAD_FIELD.because("\"" + field + "\" is missing or no string."), id);
        }
        return value.textValue();
    }

    private static Offset since(JsonNode frame, JsonNode id) throws BadFrameException {
        JsonNode since = frame.path("since");
        if (since.isMissingNode() || since.isNull()) {
            return null;
        }
        JsonNode epoch = since.path("epoch");
        JsonNode seq = since.path("seq");
        boolean sound = epoch.isTextual()
                && epoch.textValue().length() <= MAX_EPOCH_CHARS
                && seq.isIntegralNumber()
                && seq.canConvertToLong()
                && seq.longValue() >= 0;
        if (!sound) {
            throw new BadFrameException(
                    ErrorCode.BAD_FIELD.because("\"since\" is the offset of an event: {\"epoch\":\"…\",\"seq\":41}."),
                    id);
        }
        return new Offset(epoch.textValue(), seq.longValue());
    }
}
