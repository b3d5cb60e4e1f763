package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions between arrays, multi-value columns and the texts that list their values. */
final class MultiValueFunctions {
    private MultiValueFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function("array_to_string", 2, 2, MultiValueFunctions::join).arrays(0),
                new Function("string_to_array", 2, 2, MultiValueFunctions::split),
                new Function("mv_to_array", 1, 1, call -> texts(call.argument(0))).arrays(0),
                new Function("array_to_mv", 1, 1, call -> texts(call.argument(0))).arrays(0),
                new Function("mv_harmonize_nulls", 1, 1, call -> harmonized(call.argument(0))).arrays(0),
                new Function("mv_contains", 2, 2, MultiValueFunctions::contains).allArrays(),
                new Function("mv_overlap", 2, 2, MultiValueFunctions::overlap).allArrays());
    }

    private static Node join(Call call) {
        Node array = call.argument(0);
        Node separator = call.argument(1);
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            if (values == null || (values.size() == 1 && values.get(0) == null)) {
                return null;
            }
            String between = Coercion.asString(separator.eval(row));
            return values.stream().map(String::valueOf).collect(Collectors.joining(between == null ? "" : between));
        };
    }

    private static Node split(Call call) {
        Node argument = call.argument(0);
        Node separator = call.argument(1);
        Pattern prepared = separator instanceof Literal literal ? pattern(call, literal.value()) : null;
        return row -> {
            String text = Coercion.asString(argument.eval(row));
            if (text == null) {
                return null;
            }
            Pattern pattern = prepared == null ? pattern(call, separator.eval(row)) : prepared;
            return Arrays.<@Nullable Object>asList((Object[]) pattern.split(text));
        };
    }

    private static Pattern pattern(Call call, @Nullable Object separator) {
        String text = Coercion.asString(separator);
        try {
            return Pattern.compile(text == null ? "" : text);
        } catch (PatternSyntaxException e) {
            throw call.error("has a separator [%s] that isn't a regular expression: %s", text, e.getDescription());
        }
    }

    private static Node texts(Node argument) {
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(argument.eval(row));
            return values == null ? null : ArrayFunctions.cast(values, CastType.STRING);
        };
    }

    /** As {@code array_contains}, but a row without values has null as its value. */
    private static Node contains(Call call) {
        Node values = harmonized(call.argument(0));
        Node wanted = call.argument(1);
        return row -> ArrayFunctions.contains((List<?>) Objects.requireNonNull(values.eval(row)), wanted.eval(row));
    }

    private static Node overlap(Call call) {
        Node array = call.argument(0);
        Node values = harmonized(array);
        Node wanted = call.argument(1);
        return row -> {
            Object found = ArrayFunctions.overlap((List<?>) Objects.requireNonNull(values.eval(row)), wanted.eval(row));
            // Whether an unknown value is among those that are wanted is unknown.
            return Coercion.isTrue(found) || array.eval(row) != null ? found : null;
        };
    }

    /** Null and an empty array are an array of null, so that filters see a row without values in one way. */
    private static Node harmonized(Node argument) {
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(argument.eval(row));
            var harmonized = new ArrayList<@Nullable Object>();
            if (values == null || values.isEmpty()) {
                harmonized.add(null);
            } else {
                harmonized.addAll(values);
            }
            return harmonized;
        };
    }
}
