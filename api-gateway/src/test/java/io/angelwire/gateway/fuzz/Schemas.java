package io.angelwire.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Reads the schemas of an OpenAPI document, and makes values that they describe. */
final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;

    Schemas(JsonNode document) {
        this.document = document;
    }

    /** The schema itself, where there is a reference to it. */
    JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.has("$ref")) {
            resolved = document.at(resolved.get("$ref").asText().substring(1));
        }
        return resolved;
    }

    /** The name of its type, null aside; empty if anything goes. */
    String type(JsonNode schema) {
        JsonNode type = resolve(schema).path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText("");
    }

    /** Whether an object has these properties and no others. */
    boolean isClosed(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        return resolved.has("properties") && !resolved.has("additionalProperties");
    }

    JsonNode sample(JsonNode schema, Random random) {
        JsonNode resolved = resolve(schema);
        if (resolved.has("enum")) {
            return resolved.get("enum").get(0);
        }
        return switch (type(resolved)) {
            case "object" -> object(resolved, random);
            case "array" -> array(resolved, random);
            case "number", "integer" -> JSON.numberNode(resolved.path("minimum").asInt(1));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(text(resolved, random));
        };
    }

    private ObjectNode object(JsonNode schema, Random random) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .fields()
                .forEachRemaining(field -> object.set(field.getKey(), sample(field.getValue(), random)));
        return object;
    }

    private ArrayNode array(JsonNode schema, Random random) {
        return JSON.arrayNode().add(sample(schema.path("items"), random));
    }

    private static String text(JsonNode schema, Random random) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" -> Instant.EPOCH.plusSeconds(random.nextInt()).toString();
            default -> schema.path("examples").path(0).asText("text");
        };
    }
}
