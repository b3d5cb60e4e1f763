package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * What may stand at one place of a spec. {@link #check} tells {@link Findings} about everything that is not used as is; what
 * it changes in the spec that is read, it tells them too.
 */
@FunctionalInterface
interface Shape {
    void check(JsonNode value, String path, Findings findings);

    /** Read by Isobar; the value is checked where it is read. */
    Shape USED = (value, path, findings) -> {};

    /** Read as Druid reads it, and with more to it; the value is checked where it is read. */
    static Shape better(String how) {
        return new Better(how);
    }

    /** A number, which Druid's reader takes in quotes too. */
    Shape NUMBER = new Quotable(text -> QuotedValue.wholeNumber(text).map(QuotedValue::json));

    /** True or false, which Druid's reader takes in quotes too. */
    Shape FLAG = new Quotable(text -> QuotedValue.flag(text).map(BooleanNode::valueOf));

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

    /**
     * A plain value that is read the same if it stands in quotes.
     *
     * @param unquoted the value that a text stands for; if it is none, the reader says what it expected
     */
    record Quotable(Function<String, Optional<? extends JsonNode>> unquoted) implements Shape {
        @Override
        public void check(JsonNode value, String path, Findings findings) {}
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
            if (!value.isNull()) {
                findings.report(path, why);
            }
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
                findings.otherValue(path, value.asText(), expected, why);
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
}
