package io.isobar.query.expression;

import org.jspecify.annotations.Nullable;

/** Numbers from text, without an exception for each text that is none: rows hold many of those. */
final class Numbers {
    private Numbers() {}

    /**
     * A {@code Long} if the text spells one, else a {@code Double} if it spells one, else null. As in Druid, truth is a
     * number, and Java's suffixes of types are part of one.
     */
    static @Nullable Object parse(String text) {
        Long integer = parseLong(text, 10);
        if (integer != null) {
            return integer;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true") ? 1L : 0L;
        }
        return parseDouble(text);
    }

    static @Nullable Long parseLong(String text, int radix) {
        int at = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (at == text.length()) {
            return null;
        }
        // Negative numbers reach one further, so that is where the sum is built.
        boolean negative = text.charAt(0) == '-';
        long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long sum = 0;
        for (; at < text.length(); at++) {
            int digit = Character.digit(text.charAt(at), radix);
            if (digit < 0 || sum < limit / radix || sum * radix < limit + digit) {
                return null;
            }
            sum = sum * radix - digit;
        }
        return negative ? sum : -sum;
    }

    static @Nullable Double parseDouble(String text) {
        if (!looksLikeDouble(text)) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean looksLikeDouble(String text) {
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (".-+eE".indexOf(c) < 0) {
                boolean suffix = i == text.length() - 1 && "dDfF".indexOf(c) >= 0;
                return suffix ? digits : text.endsWith("NaN") || text.endsWith("Infinity");
            }
        }
        return digits;
    }
}
