package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values for <code>${name}</code> into the fields of a spec that hold paths or intervals, so that one spec serves many places. */
final class PathVariables {
    private static final Set<String> FIELDS = Set.of("paths", "inputPath", "workingPath", "intervals", "interval");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");

    private PathVariables() {}

    /** Changes the tree in place, and returns it. */
    static JsonNode replace(JsonNode root, Map<String, String> variables) {
        walk(root, "", variables);
        return root;
    }

    private static void walk(JsonNode node, String path, Map<String, String> variables) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (FIELDS.contains(field.getKey())) {
                    field.setValue(replaced(field.getValue(), at, variables));
                } else {
                    walk(field.getValue(), at, variables);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                walk(array.get(i), path + "[" + i + "]", variables);
            }
        }
    }

    private static JsonNode replaced(JsonNode value, String path, Map<String, String> variables) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), path + "[" + i + "]", variables));
            }
        }
        return value.isTextual() ? TextNode.valueOf(text(value.textValue(), path, variables)) : value;
    }

    private static String text(String text, String path, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String value = variables.get(found.group(1));
            if (value == null) {
                throw new SpecException(
                        path,
                        "has the variable [%s], which has no value: known are %s"
                                .formatted(found.group(1), variables.keySet()));
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
