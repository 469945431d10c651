package io.angelwire.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.gateway.api.DescribedOperation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Makes requests for one operation, each wrong in one place. */
final class Fuzzer {

    private final DescribedOperation operation;
    private final Schemas schemas;
    private final BodyFuzzer bodies;
    private final List<JsonNode> parameters = new ArrayList<>();

    Fuzzer(DescribedOperation operation, Schemas schemas) {
        this.operation = operation;
        this.schemas = schemas;
        this.bodies = new BodyFuzzer(schemas);
        operation.node().path("parameters").forEach(parameter -> parameters.add(schemas.resolve(parameter)));
    }

    Attack next(Random random, String token) {
        Map<String, String> headers = new TreeMap<>(Map.of("Authorization", "Bearer " + token));
        if (has("header", "If-Match")) {
            headers.put("If-Match", "*");
        }
        JsonNode content = content();
        int kinds = content == null ? 2 : 6;
        int kind = random.nextInt(kinds);
        if (kind == 0 && !in("path").isEmpty()) {
            return addressed(random, headers);
        } else if (kind == 1 && !in("query").isEmpty()) {
            return queried(random, headers);
        } else if (kind == 2 && has("header", "Idempotency-Key")) {
            headers.put(
                    "Idempotency-Key",
                    List.of("two words", "x".repeat(256), "\u00e9").get(random.nextInt(3)));
            return sending(random, headers, true, "Idempotency-Key");
        } else if (content != null) {
            return misshapen(random, headers, content);
        }
        return new Attack(
                operation.method(),
                target(random) + "?nothing=" + Naughty.encoded(random),
                headers,
                null,
                false,
                "extra");
    }

    private Attack addressed(Random random, Map<String, String> headers) {
        List<JsonNode> path = in("path");
        JsonNode chosen = path.get(random.nextInt(path.size()));
        String value = Naughty.encoded(random);
        // What is left out leads to another address.
        boolean wrong = !value.isEmpty() && !value.contains("..");
        String target = target(random, chosen.path("name").asText(), value);
        Sent body = valid(random, headers);
        return new Attack(operation.method(), target, headers, body.bytes(), wrong, "path");
    }

    private Attack queried(Random random, Map<String, String> headers) {
        List<JsonNode> query = in("query");
        JsonNode chosen = query.get(random.nextInt(query.size()));
        JsonNode schema = schemas.resolve(chosen.path("schema"));
        String value = Naughty.encoded(random);
        boolean wrong = !value.isEmpty()
                && (List.of("integer", "boolean").contains(schemas.type(schema)) || schema.has("enum"))
                && !List.of("true", "1", "-1", "0").contains(value);
        Sent body = valid(random, headers);
        return new Attack(
                operation.method(),
                target(random) + "?" + chosen.path("name").asText() + "=" + value,
                headers,
                body.bytes(),
                wrong,
                "query");
    }

    private Attack sending(Random random, Map<String, String> headers, boolean wrong, String how) {
        Sent body = valid(random, headers);
        return new Attack(operation.method(), target(random), headers, body.bytes(), wrong, how);
    }

    private Attack misshapen(Random random, Map<String, String> headers, JsonNode content) {
        String type = content.fieldNames().next();
        if (!type.equals("application/json")) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            headers.put("Content-Type", random.nextBoolean() ? type : "application/json");
            return new Attack(operation.method(), target(random), headers, garbage, true, "garbage");
        }
        headers.put("Content-Type", type);
        BodyFuzzer.Body body = bodies.next(content.path(type).path("schema"), random);
        if (body.mediaType() != null) {
            headers.put("Content-Type", body.mediaType());
        }
        return new Attack(operation.method(), target(random), headers, body.bytes(), body.wrong(), body.how());
    }

    /** A body that is as described; null where there is none. */
    private record Sent(byte[] bytes) {}

    private Sent valid(Random random, Map<String, String> headers) {
        JsonNode content = content();
        if (content == null || !content.has("application/json")) {
            return new Sent(null);
        }
        headers.put("Content-Type", "application/json");
        return new Sent(schemas.sample(content.path("application/json").path("schema"), random)
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode content() {
        JsonNode content = schemas.resolve(operation.node().path("requestBody")).path("content");
        return content.isEmpty() ? null : content;
    }

    private String target(Random random) {
        return target(random, null, null);
    }

    /** The operation's path; its parameters are those of nothing, but for one that is given. */
    private String target(Random random, String parameter, String value) {
        String target = operation.path();
        for (JsonNode described : in("path")) {
            String name = described.path("name").asText();
            String filled = name.equals(parameter) ? value : nothing(described, random);
            target = target.replace("{" + name + "}", filled);
        }
        return target;
    }

    private String nothing(JsonNode parameter, Random random) {
        JsonNode schema = schemas.resolve(parameter.path("schema"));
        return schema.path("format").asText().equals("uuid")
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : URLEncoder.encode("nothing-" + random.nextInt(1_000), StandardCharsets.UTF_8);
    }

    private boolean has(String place, String name) {
        return in(place).stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals(name));
    }

    private List<JsonNode> in(String place) {
        return parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .toList();
    }
}
