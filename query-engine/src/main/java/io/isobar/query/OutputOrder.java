package io.isobar.query;

import org.jspecify.annotations.Nullable;

/** The natural order of outputs: null first, then numbers by size, then texts by code units. */
final class OutputOrder {
    private OutputOrder() {}

    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a instanceof Long && b instanceof Long
                    ? Long.compare(a.longValue(), b.longValue())
                    : Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (left instanceof Number || right instanceof Number) {
            return left instanceof Number ? -1 : 1;
        }
        return left.toString().compareTo(right.toString());
    }
}
