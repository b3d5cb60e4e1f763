package io.isobar.indexer.input;

import org.jspecify.annotations.Nullable;

/**
 * Reads the forms in which most numbers are written: digits, perhaps a minus before and a point among them. Whatever else may
 * be a number is left to {@link InputNumbers}.
 */
final class PlainNumber {
    /** Any number of so many digits is a double without rounding, so that one division rounds only once. */
    private static final int MOST_DECIMAL_DIGITS = 15;

    private static final int MOST_WHOLE_DIGITS = 18;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private PlainNumber() {}

    /** A {@code Long} without a point, a {@code Double} with one; null if the text is of no such form, or too long for it. */
    static @Nullable Number parse(String text) {
        int length = text.length();
        boolean negative = length > 0 && text.charAt(0) == '-';
        int start = negative ? 1 : 0;
        long digits = 0;
        int point = -1;
        if (length - start > MOST_WHOLE_DIGITS) {
            return null;
        }
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return null;
            }
        }
        if (point < 0) {
            return length == start ? null : (Number) (negative ? -digits : digits);
        }
        int all = length - start - 1;
        if (all < 1 || all > MOST_DECIMAL_DIGITS) {
            return null;
        }
        double number = digits / POWERS[length - point - 1];
        return negative ? -number : number;
    }
}
