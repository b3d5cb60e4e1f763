package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What may stand at one place of a spec. {@link #check} tells {@link Findings} about everything that is not used as is. */
@FunctionalInterface
interface Shape {
    void check(JsonNode value, String path, Findings findings);

    /** Read by Isobar; the value is checked where it is read. */
    Shape USED = (value, path, findings) -> {};

    /** Read as Druid reads it, and with more to it; the value is checked where it is read. */
    static Shape better(String how) {
        return new Better(how);
    }

    /** Known to Druid and without meaning here. */
    static Shape reported(String why) {
        return new Reported(why);
    }

    /** Known to Druid and not possible here. Its "off" values (null, false, empty) ask for nothing and pass. */
    static Shape refused(String why) {
        return new Refused(why);
    }

    /** Only the given value is possible here. */
    static Shape only(String expected, String why) {
        return new Only(expected, why);
    }

    /** An array whose elements have the given shape. */
    static Shape listOf(Shape element) {
        return new ListOf(element);
    }

    /** An object whose keys are chosen by the owner of the spec. */
    static Shape mapOf(Shape element) {
        return new MapOf(element);
    }

    /** An object of this shape, or a plain value, which the reader takes. */
    static Shape plainOr(Shape object) {
        return new PlainOr(object);
    }

    /** See {@link #better}. */
    record Better(String how) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {}
    }

    /** See {@link #reported}. */
    record Reported(String why) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            findings.report(path, why);
        }
    }

    /** See {@link #refused}. */
    record Refused(String why) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
            if (!off && !(value.isContainerNode() && value.isEmpty())) {
                findings.refuse(path, why);
            }
        }
    }

    /** See {@link #only}. */
    record Only(String expected, String why) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            if (!value.isNull() && !value.asText().equals(expected)) {
                findings.refuse(
                        path, "has value [%s], only [%s] is possible: %s".formatted(value.asText(), expected, why));
            }
        }
    }

    /** See {@link #listOf}. */
    record ListOf(Shape element) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            for (int i = 0; i < value.size() && value.isArray(); i++) {
                element.check(value.get(i), path + "[" + i + "]", findings);
            }
        }
    }

    /** See {@link #mapOf}. */
    record MapOf(Shape element) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            value.properties().forEach(entry -> element.check(entry.getValue(), path + "." + entry.getKey(), findings));
        }
    }

    /** See {@link #plainOr}. */
    record PlainOr(Shape object) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            if (value.isObject()) {
                object.check(value, path, findings);
            }
        }
    }

    /** See {@link Choice#also}. */
    record Also(Choice choice, Shape more) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {
            choice.check(value, path, findings);
            more.check(value, path, findings);
        }
    }

    /** An object with exactly these fields. */
    static Fields fields(String... used) {
        var fields = new Fields();
        for (String name : used) {
            fields.with(name, USED);
        }
        return fields;
    }

    /** An object whose shape depends on the value of one of its fields. */
    static Choice by(String discriminator) {
        return new Choice(discriminator);
    }

    /** See {@link #fields}. */
    final class Fields implements Shape {
        private final Map<String, Shape> byName = new TreeMap<>();

        Fields with(String name, Shape shape) {
            byName.put(name, shape);
            return this;
        }

        Fields withReported(String why, String... names) {
            for (String name : names) {
                byName.put(name, reported(why));
            }
            return this;
        }

        Fields withRefused(String why, String... names) {
            for (String name : names) {
                byName.put(name, refused(why));
            }
            return this;
        }

        /** Each field and its shape, in the order of names. */
        Map<String, Shape> byName() {
            return Collections.unmodifiableMap(byName);
        }

        @Override
        public void check(JsonNode value, String path, Findings findings) {
            value.properties().forEach(entry -> {
                String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                Shape shape = byName.get(entry.getKey());
                if (shape != null) {
                    shape.check(entry.getValue(), at, findings);
                } else {
                    findings.unknown(at, entry.getKey(), byName.keySet());
                }
            });
        }
    }

    /** See {@link #by}. */
    final class Choice implements Shape {
        private final String discriminator;
        private final Map<String, Shape> byValue = new TreeMap<>();
        private final List<String> defaults = new ArrayList<>();

        private Choice(String discriminator) {
            this.discriminator = discriminator;
        }

        Choice with(String value, Shape shape) {
            byValue.put(value, shape);
            return this;
        }

        Choice withRefused(String why, String... values) {
            for (String value : values) {
                byValue.put(value, refused(why));
            }
            return this;
        }

        /** This shape, and something more to look at. */
        Shape also(Shape more) {
            return new Also(this, more);
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

        @Override
        public void check(JsonNode value, String path, Findings findings) {
            if (!value.isObject()) {
                return; // the reader says what it expected
            }
            JsonNode chosen = value.path(discriminator);
            String name = chosen.isTextual() ? chosen.textValue() : defaults.isEmpty() ? "" : defaults.get(0);
            String at = path.isEmpty() ? discriminator : path + "." + discriminator;
            Shape shape = byValue.get(name);
            if (shape == null) {
                findings.unknownValue(at, name, byValue.keySet());
            } else if (shape instanceof Fields || shape instanceof Choice) {
                shape.check(value, path, findings);
            } else {
                shape.check(value.isEmpty() ? chosen : value, at + " = " + name, findings);
            }
        }
    }
}
