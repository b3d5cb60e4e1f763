package io.isobar.query.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of single values, and what another value becomes as one of them. */
enum CastType {
    LONG {
        @Override
        @Nullable
        Object cast(@Nullable Object value) {
            return Coercion.asLong(value);
        }
    },
    DOUBLE {
        @Override
        @Nullable
        Object cast(@Nullable Object value) {
            return Coercion.asDouble(value);
        }
    },
    STRING {
        @Override
        @Nullable
        Object cast(@Nullable Object value) {
            return Coercion.asString(value);
        }
    };

    abstract @Nullable Object cast(@Nullable Object value);

    /** The type of an array: that of its first value that isn't null. */
    static CastType ofElements(List<? extends @Nullable Object> values) {
        for (Object value : values) {
            if (value != null) {
                return of(value);
            }
        }
        return STRING;
    }

    /** The type that all values fit into: texts if there is one or nothing else, doubles if there is one. */
    static CastType common(List<? extends @Nullable Object> values) {
        boolean number = false;
        boolean fraction = false;
        for (Object value : values) {
            if (value != null && of(value) == STRING) {
                return STRING;
            }
            number |= value != null;
            fraction |= value instanceof Double;
        }
        return !number ? STRING : fraction ? DOUBLE : LONG;
    }

    private static CastType of(Object value) {
        if (value instanceof Long) {
            return LONG;
        }
        return value instanceof Double ? DOUBLE : STRING;
    }
}
