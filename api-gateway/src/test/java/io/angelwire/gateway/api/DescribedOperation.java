package io.angelwire.gateway.api;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An operation of the OpenAPI document that the running application serves.
 *
 * @param method in upper case
 * @param path with its parameters in braces
 * @param node what the document says of it
 */
public record DescribedOperation(String method, String path, JsonNode node) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The whole document. */
    public static JsonNode document() {
        try {
            return JSON.readTree(given().queryParam("format", "json")
                    .get("/q/openapi")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static List<DescribedOperation> all() {
        List<DescribedOperation> operations = new ArrayList<>();
        document()
                .get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operations.add(new DescribedOperation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
                    }
                }));
        return operations;
    }

    /** Method and path. */
    public String name() {
        return method + " " + path;
    }

    /** Whether it needs a token. */
    public boolean secured() {
        return node.path("security").size() > 0;
    }
}
