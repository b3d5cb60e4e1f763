package io.isobar.query.filter;

import io.isobar.query.batch.Numbers;
import io.isobar.query.order.TextOrder;
import io.isobar.segment.column.StringColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks for values between two bounds, each of which may be missing. Numbers compare as numbers if the order is the
 * numeric one, otherwise by their text.
 */
final class BoundPredicate extends ValuePredicate {
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Bounds bounds;
    private final TextOrder order;
    private final boolean withNull;
    // The range of longs; empty (least > greatest) if no long matches.
    private final long leastLong;
    private final long greatestLong;
    private final @Nullable BigDecimal lowerNumber;
    private final @Nullable BigDecimal upperNumber;

    /** Two bounds and whether the value at the bound itself is outside. */
    record Bounds(
            @Nullable String lower,
            boolean lowerStrict,
            @Nullable String upper,
            boolean upperStrict) {}

    BoundPredicate(Bounds bounds, TextOrder order, boolean withNull) {
        this.bounds = bounds;
        this.order = order;
        this.withNull = withNull;
        lowerNumber = number(bounds.lower);
        upperNumber = number(bounds.upper);
        BigDecimal least = lowerNumber == null
                ? MIN_LONG
                : ceiling(lowerNumber, bounds.lowerStrict).max(MIN_LONG);
        BigDecimal greatest = upperNumber == null
                ? MAX_LONG
                : floor(upperNumber, bounds.upperStrict).min(MAX_LONG);
        boolean none = least.compareTo(greatest) > 0 || (bounds.upper != null && upperNumber == null);
        leastLong = none ? 1 : least.longValue();
        greatestLong = none ? 0 : greatest.longValue();
    }

    @Override
    boolean matches(String value) {
        if (bounds.lower != null) {
            int toLower = order.compare(value, bounds.lower);
            if (toLower < 0 || (toLower == 0 && bounds.lowerStrict)) {
                return false;
            }
        }
        if (bounds.upper != null) {
            int toUpper = order.compare(value, bounds.upper);
            return toUpper < 0 || (toUpper == 0 && !bounds.upperStrict);
        }
        return true;
    }

    @Override
    boolean matches(long value) {
        return order == TextOrder.NUMERIC ? leastLong <= value && value <= greatestLong : super.matches(value);
    }

    @Override
    boolean matches(double value) {
        if (order != TextOrder.NUMERIC) {
            return super.matches(value);
        }
        return between(
                lowerNumber == null ? 1 : Double.compare(value, lowerNumber.doubleValue()),
                upperNumber == null ? -1 : Double.compare(value, upperNumber.doubleValue()));
    }

    @Override
    boolean matchesFloat(float value) {
        if (order != TextOrder.NUMERIC) {
            return super.matchesFloat(value);
        }
        return between(
                lowerNumber == null ? 1 : Float.compare(value, lowerNumber.floatValue()),
                upperNumber == null ? -1 : Float.compare(value, upperNumber.floatValue()));
    }

    @Override
    boolean matchesNull() {
        return withNull;
    }

    @Override
    BitSet ids(StringColumn column) {
        if (order != TextOrder.LEXICOGRAPHIC) {
            return super.ids(column);
        }
        int from = bounds.lower == null ? 0 : idAfter(column, bounds.lower, bounds.lowerStrict);
        int to = bounds.upper == null ? column.cardinality() : idAfter(column, bounds.upper, !bounds.upperStrict);
        var ids = new BitSet(column.cardinality());
        if (from < to) {
            ids.set(from, to);
        }
        int nullId = column.idOf(null);
        if (nullId >= 0) {
            ids.clear(nullId);
        }
        return ids;
    }

    /** The first id at or after a value; with {@code exclusive} the first one after it. */
    private static int idAfter(StringColumn column, String value, boolean exclusive) {
        int id = column.idOf(value);
        return id < 0 ? -id - 1 : exclusive ? id + 1 : id;
    }

    private boolean between(int toLower, int toUpper) {
        boolean texts = upperNumber == null && bounds.upper != null; // every number comes after a text that is none
        return !texts
                && (bounds.lowerStrict ? toLower > 0 : toLower >= 0)
                && (bounds.upperStrict ? toUpper < 0 : toUpper <= 0);
    }

    private static BigDecimal ceiling(BigDecimal lower, boolean strict) {
        BigDecimal least = lower.setScale(0, RoundingMode.CEILING);
        return strict && least.compareTo(lower) == 0 ? least.add(BigDecimal.ONE) : least;
    }

    private static BigDecimal floor(BigDecimal upper, boolean strict) {
        BigDecimal greatest = upper.setScale(0, RoundingMode.FLOOR);
        return strict && greatest.compareTo(upper) == 0 ? greatest.subtract(BigDecimal.ONE) : greatest;
    }

    private static @Nullable BigDecimal number(@Nullable String bound) {
        Number number = Numbers.parse(bound);
        if (number instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        return number == null || !Double.isFinite(number.doubleValue()) ? null : new BigDecimal(number.toString());
    }
}
