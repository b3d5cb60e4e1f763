package io.isobar.stories.druid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.TreeSet;

/** Compares answers; numbers with a fraction may differ in their last digits, since Druid adds in another order. */
public final class SameAnswer {
    private static final double RELATIVE = 1e-9;

    private SameAnswer() {}

    /** Where the two differ first and how, or nothing. */
    public static Optional<String> difference(JsonNode found, JsonNode expected) {
        return difference(found, expected, "");
    }

    private static Optional<String> difference(JsonNode found, JsonNode expected, String where) {
        if (found.isNumber() && expected.isNumber()) {
            double a = found.doubleValue();
            double b = expected.doubleValue();
            boolean same = Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b));
            return same ? Optional.empty() : told(found, expected, where);
        }
        if (found.isObject() && expected.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            found.fieldNames().forEachRemaining(names::add);
            expected.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(name -> difference(found.path(name), expected.path(name), where + "/" + name).stream())
                    .findFirst();
        }
        if (found.isArray() && expected.isArray() && found.size() == expected.size()) {
            for (int i = 0; i < found.size(); i++) {
                Optional<String> difference = difference(found.get(i), expected.get(i), where + "/" + i);
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }
        return found.equals(expected) ? Optional.empty() : told(found, expected, where);
    }

    private static Optional<String> told(JsonNode found, JsonNode expected, String where) {
        return Optional.of("at %s: found %s, expected %s".formatted(where, found, expected));
    }
}
