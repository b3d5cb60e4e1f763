package io.isobar.query.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one row, by the names that an expression uses. */
@FunctionalInterface
public interface Bindings {
    /**
     * The value of a column: null, a number (integers are taken as {@code Long}, others as {@code Double}), a
     * {@code String}, or a {@code List} of these for a multi-value column. Anything else counts as its text. Null for
     * a column that there isn't.
     */
    @Nullable
    Object value(String name);

    /** The entries of a map. */
    static Bindings of(Map<String, ? extends @Nullable Object> values) {
        return values::get;
    }

    /** No values at all. */
    static Bindings none() {
        return name -> null;
    }
}
