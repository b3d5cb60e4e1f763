package io.isobar.segment.sketch;

import org.jspecify.annotations.Nullable;

/** Numbers from what rows bring: other numbers, or text. Blank text is null. */
final class InputNumbers {
    private InputNumbers() {}

    static @Nullable Long toLong(@Nullable Object value) {
        Number number = toNumber(value);
        return number == null ? null : (Long) number.longValue();
    }

    static @Nullable Double toDouble(@Nullable Object value) {
        Number number = toNumber(value);
        return number == null ? null : (Double) number.doubleValue();
    }

    static @Nullable Float toFloat(@Nullable Object value) {
        Number number = toNumber(value);
        return number == null ? null : (Float) number.floatValue();
    }

    private static @Nullable Number toNumber(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return (Number) value;
        }
        if (!(value instanceof String given)) {
            throw new IllegalArgumentException("a value of type [%s] is no number"
                    .formatted(value.getClass().getSimpleName()));
        }
        String text = given.strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notWhole) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "a text of [%d] characters is no number".formatted(text.length()), e);
            }
        }
    }
}
