package io.angelwire.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.List;
import java.util.Map;

/** The patches of a kustomization, as far as ours use what kustomize can do: lists of operations, and partial resources. */
final class Patches {

    /** Lists whose entries have a name of a kind, by which a partial resource means one of them; others it replaces. */
    private static final Map<String, String> MERGED_BY =
            Map.of("containers", "name", "volumes", "name", "volumeMounts", "mountPath");

    private Patches() {}

    /**
     * Applies a file to all resources that it means.
     *
     * @param parts the operations, or one partial resource
     * @param target null for a partial resource, which names the one that it means
     * @throws IllegalArgumentException if it means none
     */
    static void apply(List<JsonNode> parts, JsonNode target, List<JsonNode> resources) {
        JsonNode operations = JsonNodeFactory.instance.arrayNode().addAll(parts);
        boolean hit = false;
        for (int i = 0; i < resources.size(); i++) {
            JsonNode resource = resources.get(i);
            if (target == null && isSame(parts.get(0), resource)) {
                merge((ObjectNode) parts.get(0), (ObjectNode) resource);
                hit = true;
            } else if (target != null && selects(target, resource)) {
                resources.set(i, JsonPatch.apply(operations, resource));
                hit = true;
            }
        }
        if (!hit) {
            throw new IllegalArgumentException("a patch means no resource: " + (target == null ? parts : target));
        }
    }

    private static boolean isSame(JsonNode patch, JsonNode resource) {
        return List.of("/apiVersion", "/kind", "/metadata/name").stream()
                .allMatch(field -> patch.at(field).equals(resource.at(field)));
    }

    /** The name is a regular expression for all of it. */
    private static boolean selects(JsonNode target, JsonNode resource) {
        return target.path("kind").asText().equals(resource.path("kind").asText())
                && resource.at("/metadata/name")
                        .asText()
                        .matches(target.path("name").asText(".*"));
    }

    private static void merge(ObjectNode patch, ObjectNode into) {
        patch.properties().forEach(entry -> {
            JsonNode present = into.get(entry.getKey());
            String key = MERGED_BY.get(entry.getKey());
            if (present instanceof ObjectNode object && entry.getValue() instanceof ObjectNode more) {
                merge(more, object);
            } else if (present instanceof ArrayNode list && key != null) {
                entry.getValue().forEach(item -> mergeEntry((ObjectNode) item, list, key));
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void mergeEntry(ObjectNode item, ArrayNode list, String key) {
        for (JsonNode present : list) {
            if (present.path(key).equals(item.path(key))) {
                merge(item, (ObjectNode) present);
                return;
            }
        }
        list.add(item);
    }
}
