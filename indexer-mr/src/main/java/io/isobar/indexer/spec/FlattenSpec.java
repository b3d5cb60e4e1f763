package io.isobar.indexer.spec;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Which fields a row gets out of a nested value.
 *
 * @param discover every top-level field with a plain value, or a list of plain values, is a field too
 * @param fields taken by name or by query; they win over top-level fields of the same name
 * @param needed top-level fields that are taken whatever they hold: what the rest of the spec asks for
 */
public record FlattenSpec(boolean discover, List<Field> fields, Set<String> needed) {
    /** The jq of Druid's day. */
    public static final Version JQ_VERSION = Versions.JQ_1_5;

    static final FlattenSpec DEFAULT = new FlattenSpec(true, List.of(), Set.of());

    /** How a field's value is found. */
    public enum Kind {
        /** The top-level field of that name. */
        ROOT,
        /** A JSONPath. */
        PATH,
        /** A query of jq; its first result counts. */
        JQ,
        /** Names from the top level down. */
        TREE
    }

    /**
     * A field and where its value stands.
     *
     * @param expression the name, path or query; of a {@link Kind#TREE} its names as a JSONPath, for messages
     * @param nodes the names of a {@link Kind#TREE}
     */
    public record Field(String name, Kind kind, String expression, List<String> nodes) {
        public Field {
            nodes = List.copyOf(nodes);
        }
    }

    public FlattenSpec {
        fields = List.copyOf(fields);
        needed = Set.copyOf(needed);
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException("Field [" + field.name() + "] is listed twice: rename one");
            }
        }
    }

    /** The same, for rows of which more is known: what is needed of them, and whether anything else is. */
    FlattenSpec reading(Set<String> names, boolean everything) {
        return new FlattenSpec(everything, fields, names);
    }

    static FlattenSpec read(SpecObject spec) {
        boolean discover = spec.flag("useFieldDiscovery", true);
        List<Field> fields = spec.list("fields", FlattenSpec::field);
        return spec.readingHere(json -> new FlattenSpec(discover, fields, Set.of()));
    }

    private static Field field(SpecObject spec) {
        if (spec.json().isTextual()) {
            return new Field(spec.textHere(), Kind.ROOT, spec.textHere(), List.of());
        }
        String name = spec.objectHere().text("name");
        String type = spec.text("type", "root");
        return switch (type) {
            case "root" -> new Field(name, Kind.ROOT, spec.text("expr", name), List.of());
            case "path" -> checked(new Field(name, Kind.PATH, spec.text("expr"), List.of()), spec);
            case "jq" -> checked(new Field(name, Kind.JQ, spec.text("expr"), List.of()), spec);
            case "tree" -> tree(name, spec);
            default -> throw new SpecException(spec.at("type"), "has unknown value [" + type + "]");
        };
    }

    /** Tells now what can't be read. */
    private static Field checked(Field field, SpecObject spec) {
        try {
            if (field.kind() == Kind.PATH) {
                JsonPath.compile(field.expression());
            } else {
                JsonQuery.compile(field.expression(), JQ_VERSION);
            }
            return field;
        } catch (JsonPathException | JsonQueryException e) {
            throw new SpecException(
                    spec.at("expr"),
                    "can't be read: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static Field tree(String name, SpecObject spec) {
        List<String> nodes = spec.texts("nodes");
        if (nodes.isEmpty()) {
            throw new SpecException(spec.at("nodes"), "is missing: name the fields from the top level down");
        }
        return new Field(name, Kind.TREE, "$." + String.join(".", nodes), nodes);
    }
}
