package io.isobar.query.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code < <= > >= == !=}: 1, 0, or null where one side is null. Two texts compare by their UTF-16 code units, arrays
 * element by element, anything else as numbers.
 */
record Comparison(Operator operator, Node left, Node right) implements Node {
    enum Operator {
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        EQUAL,
        DIFFERENT;

        boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
                case EQUAL -> order == 0;
                case DIFFERENT -> order != 0;
            };
        }

        /** As in Druid: NaN equals nothing, but has a place in the order. */
        boolean holds(double x, double y) {
            return switch (this) {
                case EQUAL -> x == y;
                case DIFFERENT -> x != y;
                default -> holds(Double.compare(x, y));
            };
        }
    }

    @Override
    public @Nullable Object eval(Bindings row) {
        Object a = left.eval(row);
        Object b = right.eval(row);
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return Coercion.truth(operator.holds(compareLists(x, y)));
        }
        return compareSingle(a, b);
    }

    private @Nullable Long compareSingle(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Coercion.truth(operator.holds(Long.compare(x, y)));
        }
        if (a instanceof String x && b instanceof String y) {
            return Coercion.truth(operator.holds(x.compareTo(y)));
        }
        Double x = Coercion.asDouble(a);
        Double y = Coercion.asDouble(b);
        if (x == null || y == null) {
            return null;
        }
        return Coercion.truth(operator.holds(x.doubleValue(), y.doubleValue()));
    }

    /** Whether two values are equal as {@code ==} has it; null equals nothing. */
    static boolean equal(@Nullable Object a, @Nullable Object b) {
        return Coercion.isTrue(new Comparison(Operator.EQUAL, new Literal(a), new Literal(b)).eval(Bindings.none()));
    }

    private static int compareLists(List<?> x, List<?> y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            int order = Ordering.NULLS_FIRST.compare(x.get(i), y.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(x.size(), y.size());
    }
}
