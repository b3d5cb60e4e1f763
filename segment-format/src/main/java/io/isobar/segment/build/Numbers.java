package io.isobar.segment.build;

/** Numbers from what rows bring: other numbers, or text. */
final class Numbers {
    private Numbers() {}

    static Long toLong(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        String text = text(value);
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return (long) parse(text);
        }
    }

    static Double toDouble(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        return value instanceof Number number ? number.doubleValue() : parse(text(value));
    }

    static Float toFloat(Object value) {
        if (value instanceof Float number) {
            return number;
        }
        return value instanceof Number number ? number.floatValue() : (float) parse(text(value));
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the text of [%d] characters is no number".formatted(text.length()), e);
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
