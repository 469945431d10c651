package io.angelwire.gateway.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds text that JSON can carry and the database can't: NUL, and halves of surrogate pairs. A handler would fail at it again
 * and again, long after whoever has sent it was told that all is well.
 */
public final class UnstorableText {

    private UnstorableText() {}

    /**
     * @param tree as deep as {@link StrictJson} reads it at most
     * @param base where it is
     * @return where such texts are (RFC 6901); of a property's name, the object that has it
     */
    public static List<String> in(JsonNode tree, String base) {
        List<String> found = new ArrayList<>();
        look(tree, base, found);
        return found;
    }

    private static void look(JsonNode node, String pointer, List<String> found) {
        if (node.isTextual()) {
            if (isUnstorable(node.textValue())) {
                found.add(pointer);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(node.get(i), pointer + "/" + i, found);
            }
        } else {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                if (isUnstorable(property.getKey())) {
                    found.add(pointer);
                } else {
                    String name = property.getKey().replace("~", "~0").replace("/", "~1");
                    look(property.getValue(), pointer + "/" + name, found);
                }
            }
        }
    }

    private static boolean isUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !isPair(text, i)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return false;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
