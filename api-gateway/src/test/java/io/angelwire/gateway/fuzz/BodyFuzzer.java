package io.angelwire.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes JSON bodies that are wrong in one place, and bodies that are no JSON. */
final class BodyFuzzer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final byte[] NO_UTF8 = {(byte) 0xff};
    private static final byte[] HALF_A_CHARACTER = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};

    /**
     * @param wrong whether it can't but be refused
     * @param mediaType null for JSON
     */
    record Body(byte[] bytes, boolean wrong, String mediaType, String how) {}

    /** A place in a sample where something else may stand. */
    private record Place(ObjectNode parent, String name, JsonNode schema, boolean required) {}

    private final Schemas schemas;

    BodyFuzzer(Schemas schemas) {
        this.schemas = schemas;
    }

    Body next(JsonNode schema, Random random) {
        JsonNode sample = schemas.sample(schema, random);
        if (random.nextInt(3) == 0 || !(sample instanceof ObjectNode object) || object.isEmpty()) {
            return misspelt(sample, random);
        }
        List<Place> places = new ArrayList<>();
        collect(object, schema, places);
        Place place = places.get(random.nextInt(places.size()));
        String type = schemas.type(place.schema());
        return switch (random.nextInt(6)) {
            case 0 -> {
                place.parent().set(place.name(), ofAnotherType(type, random));
                yield text(object, !type.isEmpty(), "type of " + place.name());
            }
            case 1 -> {
                place.parent().remove(place.name());
                yield text(object, place.required(), "without " + place.name());
            }
            case 2 -> {
                place.parent().putNull(place.name());
                yield text(object, place.required(), "null as " + place.name());
            }
            case 3 -> {
                object.put("nobody knows " + Naughty.string(random), 1);
                yield text(object, schemas.isClosed(schema), "another property");
            }
            case 4 -> {
                place.parent().set(place.name(), Naughty.number(random));
                yield text(object, type.equals("string"), "number as " + place.name());
            }
            default -> {
                int most = schemas.resolve(place.schema()).path("maxLength").asInt(Integer.MAX_VALUE);
                String naughty = random.nextInt(20) == 0 ? "y".repeat(500_000) : Naughty.string(random);
                place.parent().put(place.name(), naughty);
                boolean wrong = naughty.length() > most
                        || List.of("number", "integer", "boolean", "object", "array")
                                .contains(type);
                yield text(object, wrong, "text as " + place.name());
            }
        };
    }

    private void collect(ObjectNode object, JsonNode schema, List<Place> places) {
        JsonNode resolved = schemas.resolve(schema);
        List<String> required = new ArrayList<>();
        resolved.path("required").forEach(name -> required.add(name.asText()));
        object.fields().forEachRemaining(field -> {
            JsonNode inner = resolved.path("properties").path(field.getKey());
            places.add(new Place(object, field.getKey(), inner, required.contains(field.getKey())));
            if (field.getValue() instanceof ObjectNode child) {
                collect(child, inner, places);
            }
        });
    }

    private static JsonNode ofAnotherType(String type, Random random) {
        List<JsonNode> values = new ArrayList<>(List.of(
                JSON.booleanNode(true),
                JSON.numberNode(7),
                JSON.textNode("seven"),
                JSON.objectNode(),
                JSON.arrayNode()));
        values.removeIf(value -> switch (type) {
            case "boolean" -> value.isBoolean();
            case "number", "integer" -> value.isNumber();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> value.isTextual();
        });
        return values.get(random.nextInt(values.size()));
    }

    private static Body text(JsonNode body, boolean wrong, String how) {
        return new Body(body.toString().getBytes(StandardCharsets.UTF_8), wrong, null, how);
    }

    /** What isn't JSON, or no object. */
    private static Body misspelt(JsonNode sample, Random random) {
        String text = sample.toString();
        return switch (random.nextInt(9)) {
            case 0 -> bytes(text.substring(0, random.nextInt(text.length())), "cut off");
            case 1 -> bytes(text + text, "twice");
            case 2 -> bytes("[".repeat(33 + random.nextInt(2_000)), "nested");
            case 3 -> bytes("{\"a\":".repeat(33 + random.nextInt(2_000)), "nested");
            case 4 -> bytes(List.of("null", "[]", "7", "true", "\"text\"").get(random.nextInt(5)), "no object");
            case 5 -> bytes(text.replace("\"", "'"), "quotes");
            case 6 -> new Body(text.getBytes(StandardCharsets.UTF_8), true, "text/plain", "media type");
            case 7 -> new Body(inside(text, NO_UTF8), true, null, "no UTF-8");
            default -> new Body(inside(text, HALF_A_CHARACTER), false, null, "half a character");
        };
    }

    private static Body bytes(String text, String how) {
        return new Body(text.getBytes(StandardCharsets.UTF_8), true, null, how);
    }

    /** Before the last quotation mark: in a name or a text. */
    private static byte[] inside(String text, byte[] inserted) {
        int at = Math.max(text.lastIndexOf('"'), 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(inserted);
        bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
