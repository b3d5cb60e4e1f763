package io.isobar.query.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a value counts as where another type is wanted. Nothing here fails: what has no such meaning is null.
 *
 * <p>A list of one value counts as that value; a longer one has no meaning as a number.
 */
final class Coercion {
    private Coercion() {}

    /** A column's value as one of the types that nodes know. */
    static @Nullable Object normalized(@Nullable Object value) {
        if (value == null || value instanceof Long || value instanceof String || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Object[] array) {
            return normalizedList(Arrays.asList(array));
        }
        return value instanceof List<?> list ? normalizedList(list) : value.toString();
    }

    private static List<@Nullable Object> normalizedList(List<? extends @Nullable Object> list) {
        var values = new ArrayList<@Nullable Object>(list.size());
        for (Object element : list) {
            values.add(normalized(element));
        }
        return values;
    }

    static @Nullable String asString(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof List<?> list) {
            return list.size() == 1 ? asString(list.get(0)) : list.toString();
        }
        return value.toString();
    }

    static @Nullable Long asLong(@Nullable Object value) {
        Object number = asNumber(value);
        if (number == null || number instanceof Long) {
            return (Long) number;
        }
        return ((Double) number).longValue();
    }

    static @Nullable Double asDouble(@Nullable Object value) {
        Object number = asNumber(value);
        if (number == null || number instanceof Double) {
            return (Double) number;
        }
        return ((Long) number).doubleValue();
    }

    /** A {@code Long}, a {@code Double}, or null; text counts as the number that it spells. */
    static @Nullable Object asNumber(@Nullable Object value) {
        if (value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof String text) {
            return Numbers.parse(text);
        }
        return value instanceof List<?> list && list.size() == 1 ? asNumber(list.get(0)) : null;
    }

    /** A list as it is, any other value as a list of it, null as null. */
    static @Nullable List<? extends @Nullable Object> asList(@Nullable Object value) {
        if (value == null || value instanceof List<?>) {
            return (List<?>) value;
        }
        return List.of(value);
    }

    /** Positive numbers and the text {@code true} are true; null isn't. */
    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Long number) {
            return number > 0;
        }
        if (value instanceof Double number) {
            return number > 0;
        }
        if (value instanceof String text) {
            return text.equalsIgnoreCase("true");
        }
        return value instanceof List<?> list && list.size() == 1 && isTrue(list.get(0));
    }

    static Long truth(boolean value) {
        return value ? 1L : 0L;
    }
}
