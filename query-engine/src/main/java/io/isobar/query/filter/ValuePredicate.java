package io.isobar.query.filter;

import io.isobar.query.order.Decimals;
import io.isobar.segment.column.StringColumn;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a filter on one column asks of one value, in each type that a column can have. Whether null matches is a property
 * of the filter; where it doesn't, null makes the filter unknown.
 */
abstract class ValuePredicate {
    abstract boolean matches(String value);

    /** By default a number matches if its text does. */
    boolean matches(long value) {
        return matches(Long.toString(value));
    }

    boolean matches(double value) {
        return matches(Double.toString(value));
    }

    /** Apart from doubles: the float nearest to 0.1 equals "0.1", though widened it doesn't. */
    boolean matchesFloat(float value) {
        return matches(Float.toString(value));
    }

    boolean matchesNull() {
        return false;
    }

    /** The ids of the dictionary whose values match, null's aside. By default each value is asked. */
    BitSet ids(StringColumn column) {
        return ids(column, 0, column.cardinality());
    }

    /** The same within a range of ids. */
    final BitSet ids(StringColumn column, int from, int to) {
        var ids = new BitSet(column.cardinality());
        for (int id = from; id < to; id++) {
            String value = column.value(id);
            if (value != null && matches(value)) {
                ids.set(id);
            }
        }
        return ids;
    }

    /** Asks a value of a row; several values match if one does, none count as null. */
    final boolean matchesObject(@Nullable Object value, boolean orUnknown) {
        if (value == null) {
            return matchesNull() || orUnknown;
        }
        if (value instanceof List<?> values) {
            return values.isEmpty()
                    ? matchesNull() || orUnknown
                    : values.stream().anyMatch(each -> matchesObject(each, orUnknown));
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return matches(((Number) value).longValue());
        }
        if (value instanceof Float number) {
            return matchesFloat(number);
        }
        if (value instanceof BigDecimal number) {
            Optional<Double> same = Decimals.asDouble(number);
            return same.isPresent() ? matches(same.get().doubleValue()) : matches(number.toString());
        }
        return value instanceof Double number ? matches(number.doubleValue()) : matches(value.toString());
    }
}
