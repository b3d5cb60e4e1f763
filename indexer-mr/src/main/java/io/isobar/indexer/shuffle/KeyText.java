package io.isobar.indexer.shuffle;

import io.isobar.query.order.Decimals;
import java.math.BigDecimal;
import java.util.Base64;

/**
 * The text by which keys are compared. A number equals the text that it is written as, and a whole number is written without a
 * point: so 1, 1.0 and "1" are equal, and "1.0" and "01" are texts of their own.
 */
final class KeyText {
    private static final double LONGS = 0x1p63;
    private static final int MOST_ZEROS = 400;

    private KeyText() {}

    /** The text of a plain value. */
    static String of(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            boolean whole = number == Math.rint(number) && Math.abs(number) < LONGS;
            return whole ? Long.toString((long) number) : value.toString();
        }
        if (value instanceof BigDecimal number) {
            return Decimals.asDouble(number).map(KeyText::of).orElseGet(() -> digits(number));
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    /** Of a file's scale, which may be two billion. */
    private static String digits(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.abs((long) shortest.scale()) <= MOST_ZEROS ? shortest.toPlainString() : shortest.toString();
    }
}
