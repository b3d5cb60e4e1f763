package io.isobar.query.batch;

import org.jspecify.annotations.Nullable;

/** Numbers that values of other types stand for. */
public final class Numbers {
    private Numbers() {}

    /** The number that a text spells: a Long if it is whole and fits, else a Double; null if it spells none. */
    public static @Nullable Number parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        boolean plausible = (first >= '0' && first <= '9')
                || first == '-'
                || first == '+'
                || first == '.'
                || first == 'N'
                || first == 'I';
        if (!plausible) {
            return null; // before an exception is built: most texts of a dimension are no numbers
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            return parseDouble(text);
        }
    }

    /** The number that a value is or spells; null for null, for lists, and for other texts. */
    public static @Nullable Number of(@Nullable Object value) {
        if (value instanceof Number number) {
            return number;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        }
        return value instanceof String text ? parse(text) : null;
    }

    private static @Nullable Number parseDouble(String text) {
        char last = text.charAt(text.length() - 1);
        if (last == 'd' || last == 'f' || last == 'D' || last == 'F') {
            return null; // Java's own suffixes are no part of a number
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
