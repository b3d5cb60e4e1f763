package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The functions that apply a lambda to the values of arrays. An array that is null makes the result null, or false. */
enum LambdaFunction {
    /** One array in, the lambda's values out. */
    MAP(1, 1, 1) {
        @Override
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            var results = new ArrayList<@Nullable Object>(combinations.size());
            for (List<@Nullable Object> values : combinations) {
                results.add(lambda.apply(row, values));
            }
            return results;
        }
    },
    CARTESIAN_MAP(1, Integer.MAX_VALUE, 0) {
        @Override
        @Nullable
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            return MAP.apply(lambda, combinations, start, row);
        }
    },
    /** The values for which the lambda is true; null if it is for none. */
    FILTER(1, 1, 1) {
        @Override
        @Nullable
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            var kept = new ArrayList<@Nullable Object>();
            for (List<@Nullable Object> values : combinations) {
                if (Coercion.isTrue(lambda.apply(row, values))) {
                    kept.add(values.get(0));
                }
            }
            return kept.isEmpty() ? null : kept;
        }
    },
    /** Whether the lambda is true for a value. */
    ANY(1, 1, 1) {
        @Override
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            return Coercion.truth(combinations.stream().anyMatch(values -> Coercion.isTrue(lambda.apply(row, values))));
        }
    },
    /** Whether the lambda is true for all values. */
    ALL(1, 1, 1) {
        @Override
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            return Coercion.truth(combinations.stream().allMatch(values -> Coercion.isTrue(lambda.apply(row, values))));
        }
    },
    /** The lambda of each value and of what it gave for those before; its last argument is the start. */
    FOLD(2, 2, 2) {
        @Override
        @Nullable
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            Object folded = start;
            for (List<@Nullable Object> values : combinations) {
                var arguments = new ArrayList<@Nullable Object>(values);
                arguments.add(folded);
                folded = lambda.apply(row, arguments);
            }
            return folded;
        }
    },
    CARTESIAN_FOLD(2, Integer.MAX_VALUE, 0) {
        @Override
        @Nullable
        Object apply(Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row) {
            return FOLD.apply(lambda, combinations, start, row);
        }
    };

    /** More combinations of values than any row should make. */
    private static final int MAX_COMBINATIONS = 1 << 20;

    private final int least;
    private final int most;
    private final int parameters;

    /** {@code parameters} of the lambda; 0 means as many as there are arguments after it. */
    LambdaFunction(int least, int most, int parameters) {
        this.least = least;
        this.most = most;
        this.parameters = parameters;
    }

    abstract @Nullable Object apply(
            Lambda lambda, List<List<@Nullable Object>> combinations, @Nullable Object start, Bindings row);

    static LambdaFunction find(String name, Place place) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(function -> function.name().equals(upper))
                .findFirst()
                .orElseThrow(() -> place.error(
                        "Function [%s] takes no lambda: [map, cartesian_map, filter, fold, cartesian_fold, any, all] do",
                        name));
    }

    Node bind(Lambda lambda, Call call) {
        if (call.size() < least || call.size() > most) {
            throw call.error("takes a lambda and [%d] arguments, but is called with [%d]", least, call.size());
        }
        int wanted = parameters == 0 ? call.size() : parameters;
        if (lambda.parameters().size() != wanted) {
            throw call.error(
                    "takes a lambda of [%d] arguments, but this one has [%d]",
                    wanted, lambda.parameters().size());
        }
        boolean folds = this == FOLD || this == CARTESIAN_FOLD;
        List<Node> arrays = folds ? call.arguments().subList(0, call.size() - 1) : call.arguments();
        Node start = folds ? call.argument(call.size() - 1) : new Literal(null);
        return row -> {
            List<List<@Nullable Object>> combinations = combinations(arrays, row, call);
            if (combinations == null) {
                return this == ANY || this == ALL ? Coercion.truth(false) : null;
            }
            return apply(lambda, combinations, start.eval(row), row);
        };
    }

    private static @Nullable List<List<@Nullable Object>> combinations(List<Node> arrays, Bindings row, Call call) {
        List<List<@Nullable Object>> combinations = List.of(List.of());
        for (Node array : arrays) {
            List<? extends @Nullable Object> values = Coercion.asList(array.eval(row));
            if (values == null) {
                return null;
            }
            if ((long) combinations.size() * values.size() > MAX_COMBINATIONS) {
                throw call.error("would combine more than [%d] values in one row", MAX_COMBINATIONS);
            }
            var longer = new ArrayList<List<@Nullable Object>>(combinations.size() * values.size());
            for (List<@Nullable Object> shorter : combinations) {
                for (Object value : values) {
                    var combination = new ArrayList<@Nullable Object>(shorter);
                    combination.add(value);
                    longer.add(Collections.unmodifiableList(combination));
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
