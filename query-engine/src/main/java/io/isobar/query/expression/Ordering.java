package io.isobar.query.expression;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Total order of the values of an array: null first, numbers by size, texts by their UTF-16 code units. */
enum Ordering implements Comparator<@Nullable Object> {
    NULLS_FIRST;

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a.toString().compareTo(b.toString());
    }
}
