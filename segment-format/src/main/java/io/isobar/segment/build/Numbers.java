package io.isobar.segment.build;

import org.jspecify.annotations.Nullable;

/** Numbers from what rows bring: other numbers, or text. Blank text is null. */
final class Numbers {
    private Numbers() {}

    static @Nullable Long toLong(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        String text = text(value);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return (long) parse(text);
        }
    }

    static @Nullable Double toDouble(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        String text = text(value);
        return text.isEmpty() ? null : (Double) parse(text);
    }

    static @Nullable Float toFloat(Object value) {
        if (value instanceof Float number) {
            return number;
        }
        if (value instanceof Number number) {
            return number.floatValue();
        }
        String text = text(value);
        return text.isEmpty() ? null : (Float) (float) parse(text);
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a text of [%d] characters is no number".formatted(text.length()), e);
        }
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException(
                "a value of type [%s] is no number".formatted(value.getClass().getSimpleName()));
    }
}
