package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An object whose shape depends on the value of one of its fields, see {@link Shape#by}. */
final class Choice implements Shape {
    private final String discriminator;
    private final Map<String, Shape> byValue = new TreeMap<>();
    private final List<String> defaults = new ArrayList<>();
    private final Map<String, Alias> aliases = new HashMap<>();
    private boolean ignoresCase;
    private boolean unknownIsDefault;

    /** Another name of a value, and what stands beside it under that name. */
    private record Alias(String value, Map<String, JsonNode> beside) {}

    Choice(String discriminator) {
        this.discriminator = discriminator;
    }

    Choice with(String value, Shape shape) {
        byValue.put(value, shape);
        return this;
    }

    Choice withRefused(String why, String... values) {
        for (String value : values) {
            byValue.put(value, Shape.refused(why));
        }
        return this;
    }

    /**
     * An old name of a value: the reader sees the value.
     *
     * @param beside fields that the reader sees too
     */
    Choice withAlias(String name, String value, Map<String, JsonNode> beside) {
        aliases.put(name, new Alias(value, Map.copyOf(beside)));
        return with(name, Objects.requireNonNull(byValue.get(value)));
    }

    /** This shape, and something more to look at. */
    Shape also(Shape more) {
        return new Shape.Also(this, more);
    }

    /** The name of the field that decides. */
    String discriminator() {
        return discriminator;
    }

    /** Each value of that field and its shape, in the order of values. */
    Map<String, Shape> byValue() {
        return Collections.unmodifiableMap(byValue);
    }

    /** What a field that is left out stands for; none if it must be there. */
    List<String> defaults() {
        return List.copyOf(defaults);
    }

    Choice withDefault(String value) {
        defaults.add(value);
        return this;
    }

    /** Druid takes the default for a value that it doesn't know, rather than to complain. */
    Choice withDefaultForUnknown(String value) {
        unknownIsDefault = true;
        return withDefault(value);
    }

    /** As {@link #withDefaultForUnknown}; letters of another case are told apart from mistakes. */
    Choice withDefaultInOtherCase(String value) {
        ignoresCase = true;
        return withDefaultForUnknown(value);
    }

    @Override
    public void check(JsonNode value, String path, Findings findings) {
        if (!(value instanceof ObjectNode object)) {
            return; // the reader says what it expected
        }
        JsonNode chosen = object.path(discriminator);
        String name = chosen.isTextual() ? chosen.textValue() : defaults.isEmpty() ? "" : defaults.get(0);
        String at = path.isEmpty() ? discriminator : path + "." + discriminator;
        if (ignoresCase && !byValue.containsKey(name) && byValue.containsKey(name.toLowerCase(Locale.ROOT))) {
            String other = defaults.get(0);
            if (!name.equalsIgnoreCase(other)) {
                findings.report(
                        at,
                        "Druid knows no [%s], and takes the default [%s]; write [%s] if you mean that"
                                .formatted(name, other, name.toLowerCase(Locale.ROOT)));
            }
            findings.replace(object, discriminator, TextNode.valueOf(other));
            name = other;
        }
        if (unknownIsDefault && !byValue.containsKey(name) && findings.takesDefault(at, name, defaults.get(0))) {
            findings.replace(object, discriminator, TextNode.valueOf(defaults.get(0)));
            name = defaults.get(0);
        }
        Shape shape = byValue.get(name);
        if (shape == null) {
            findings.unknownValue(at, name, byValue.keySet(), unknownIsDefault ? defaults : List.of());
        } else if (shape instanceof Fields fields) {
            fields.check(value, path, findings, this::valuesWith);
        } else if (shape instanceof Choice) {
            shape.check(value, path, findings);
        } else {
            shape.check(value.isEmpty() ? chosen : value, at + " = " + name, findings);
        }
        if (aliases.containsKey(name)) {
            // after what the shape corrects, such as numbers in quotes
            Alias alias = aliases.get(name);
            findings.replace(object, discriminator, TextNode.valueOf(alias.value()));
            alias.beside().forEach((field, given) -> findings.replace(object, field, given));
        }
    }

    /** The values with which a field has a meaning. */
    private List<String> valuesWith(String field) {
        return byValue.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Fields fields
                        && fields.byName().containsKey(field))
                .map(Map.Entry::getKey)
                .toList();
    }
}
