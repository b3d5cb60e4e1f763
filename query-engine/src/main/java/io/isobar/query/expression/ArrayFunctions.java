package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Functions of arrays. A single value counts as an array of it; of null they are null. An array has the type of its
 * first value that isn't null: what is added is cast to it. A new array has the type that all its values fit into.
 */
final class ArrayFunctions {
    /** No slice is longer. */
    private static final int MAX_LENGTH = 1 << 20;

    private ArrayFunctions() {}

    private interface OfArray {
        @Nullable
        Object apply(List<? extends @Nullable Object> array, @Nullable Object other);
    }

    static List<Function> all() {
        return List.of(
                new Function("array", 1, Function.MANY, ArrayFunctions::array).allArrays(),
                new Function("array_length", 1, 1, call -> length(call.argument(0))).arrays(0),
                ofArray("array_offset", (array, index) -> element(array, index, 0)),
                ofArray("array_ordinal", (array, index) -> element(array, index, 1)),
                ofArray("array_offset_of", (array, value) -> indexOf(array, value, 0)),
                ofArray("array_ordinal_of", (array, value) -> indexOf(array, value, 1)),
                ofArray("array_contains", ArrayFunctions::contains).arrays(1),
                ofArray("array_overlap", ArrayFunctions::overlap).arrays(1),
                ofArray("array_quantile", ArrayFunctions::quantile),
                new Function("scalar_in_array", 2, 2, ArrayFunctions::scalarInArray).arrays(1),
                ofArray("array_append", (array, value) -> added(array, Collections.singletonList(value), false)),
                ofArray("array_concat", (array, other) -> added(array, Coercion.asList(other), false))
                        .arrays(1),
                ofArray("array_set_add", (array, value) -> added(array, Collections.singletonList(value), true)),
                ofArray("array_set_add_all", (array, other) -> added(array, Coercion.asList(other), true))
                        .arrays(1),
                new Function("array_prepend", 2, 2, ArrayFunctions::prepend).arrays(1),
                new Function("array_slice", 2, 3, ArrayFunctions::slice).arrays(0));
    }

    /** All values of an array as another type. */
    static List<@Nullable Object> cast(List<? extends @Nullable Object> values, CastType type) {
        var cast = new ArrayList<@Nullable Object>(values.size());
        for (Object value : values) {
            cast.add(value instanceof List<?> inner ? cast(inner, type) : type.cast(value));
        }
        return cast;
    }

    private static Function ofArray(String name, OfArray function) {
        return new Function(name, 2, 2, call -> {
                    Node array = call.argument(0);
                    Node other = call.argument(1);
                    return row -> {
                        List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
                        return values == null ? null : function.apply(values, other.eval(row));
                    };
                })
                .arrays(0);
    }

    private static Node array(Call call) {
        List<Node> arguments = call.arguments();
        return row -> {
            var values = new ArrayList<@Nullable Object>(arguments.size());
            for (Node argument : arguments) {
                values.add(argument.eval(row));
            }
            boolean nested = !values.isEmpty() && values.get(0) instanceof List<?>;
            CastType type = nested
                    ? CastType.ofElements((List<?>) Objects.requireNonNull(values.get(0)))
                    : CastType.common(values);
            return cast(values, type);
        };
    }

    private static Node length(Node array) {
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            return values == null ? null : (long) values.size();
        };
    }

    private static @Nullable Object element(List<? extends @Nullable Object> array, @Nullable Object index, int first) {
        Long number = Coercion.asLong(index);
        // As in Druid, null is 0 here.
        long wanted = number == null ? 0 : number;
        if (wanted < first || wanted - first >= array.size()) {
            return null;
        }
        return array.get((int) (wanted - first));
    }

    private static @Nullable Object indexOf(List<? extends @Nullable Object> array, @Nullable Object value, int first) {
        int index = array.indexOf(CastType.ofElements(array).cast(value));
        return index < 0 ? null : (long) index + first;
    }

    /** Between the two values nearest to the rank, in proportion. */
    private static @Nullable Object quantile(List<? extends @Nullable Object> array, @Nullable Object rank) {
        double[] values = array.stream()
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) Objects.requireNonNull(value)).doubleValue())
                .sorted()
                .toArray();
        Double wanted = Coercion.asDouble(rank);
        if (values.length == 0 || wanted == null || !(wanted >= 0 && wanted <= 1)) {
            return null;
        }
        double index = wanted * (values.length - 1);
        int below = (int) index;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (values[above] - values[below]) * (index - below);
    }

    static Object contains(List<? extends @Nullable Object> array, @Nullable Object wanted) {
        CastType type = CastType.ofElements(array);
        boolean all = wanted instanceof List<?> several
                ? cast(several, type).stream().allMatch(array::contains)
                : array.contains(type.cast(wanted));
        return Coercion.truth(all);
    }

    static Object overlap(List<? extends @Nullable Object> array, @Nullable Object other) {
        List<? extends @Nullable Object> values = Coercion.asList(other);
        return Coercion.truth(values != null
                && cast(values, CastType.ofElements(array)).stream().anyMatch(array::contains));
    }

    private static Node scalarInArray(Call call) {
        Node scalar = call.argument(0);
        Node array = call.argument(1);
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            Object value = scalar.eval(row);
            return values == null || (value == null && !values.contains(null)) ? null : contains(values, value);
        };
    }

    private static @Nullable List<@Nullable Object> added(
            List<? extends @Nullable Object> array, @Nullable List<? extends @Nullable Object> more, boolean asSet) {
        if (more == null) {
            return null;
        }
        var all = new ArrayList<@Nullable Object>(array);
        all.addAll(more);
        List<@Nullable Object> cast = cast(all, CastType.ofElements(all));
        if (!asSet) {
            return cast;
        }
        var sorted = new TreeSet<@Nullable Object>(Ordering.NULLS_FIRST);
        sorted.addAll(cast);
        return new ArrayList<>(sorted);
    }

    private static Node prepend(Call call) {
        Node first = call.argument(0);
        Node array = call.argument(1);
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            if (values == null) {
                return null;
            }
            var all = new ArrayList<@Nullable Object>(values.size() + 1);
            all.add(first.eval(row));
            all.addAll(values);
            return cast(all, CastType.ofElements(values.isEmpty() ? all : values));
        };
    }

    private static Node slice(Call call) {
        Node array = call.argument(0);
        return row -> {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            Long start = Coercion.asLong(call.argument(1).eval(row));
            if (values == null || start == null) {
                return null;
            }
            Long end = call.size() == 2
                    ? Long.valueOf(values.size())
                    : Coercion.asLong(call.argument(2).eval(row));
            if (end == null || start < 0 || start > values.size() || start > end) {
                return null;
            }
            if (end - start > MAX_LENGTH) {
                throw call.error("would build an array of more than [%d] values", MAX_LENGTH);
            }
            var slice = new ArrayList<@Nullable Object>();
            for (long i = start; i < end; i++) {
                // As in Druid, a slice beyond the end is filled up with null.
                slice.add(i < values.size() ? values.get((int) i) : null);
            }
            return slice;
        };
    }
}
