package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** An object with exactly these fields, see {@link Shape#fields}. */
final class Fields implements Shape {
    private final Map<String, Shape> byName = new TreeMap<>();

    Fields with(String name, Shape shape) {
        byName.put(name, shape);
        return this;
    }

    Fields withReported(String why, String... names) {
        for (String name : names) {
            byName.put(name, Shape.reported(why));
        }
        return this;
    }

    Fields withRefused(String why, String... names) {
        for (String name : names) {
            byName.put(name, Shape.refused(why));
        }
        return this;
    }

    /** Each field and its shape, in the order of names. */
    Map<String, Shape> byName() {
        return Collections.unmodifiableMap(byName);
    }

    @Override
    public void check(JsonNode value, String path, Findings findings) {
        check(value, path, findings, name -> List.of());
    }

    /**
     * As {@link Shape#check}.
     *
     * @param elsewhere the types of the object with which a name that isn't listed would have a meaning
     */
    void check(JsonNode value, String path, Findings findings, Function<String, List<String>> elsewhere) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                check(object, field.getKey(), field.getValue(), path, findings, elsewhere);
            }
        }
    }

    private void check(
            ObjectNode object,
            String name,
            JsonNode value,
            String path,
            Findings findings,
            Function<String, List<String>> elsewhere) {
        String at = path.isEmpty() ? name : path + "." + name;
        Shape shape = byName.get(name);
        if (shape == null) {
            findings.unknown(at, name, value, byName.keySet(), elsewhere.apply(name));
            findings.passOver(object, name);
        } else if (shape instanceof Shape.Quotable quotable && value.isTextual()) {
            quotable.unquoted().apply(value.textValue()).ifPresent(read -> findings.replace(object, name, read));
        } else {
            shape.check(value, at, findings);
            if (shape instanceof Shape.Reported || shape instanceof Shape.Refused) {
                findings.passOver(object, name);
            }
        }
    }
}
