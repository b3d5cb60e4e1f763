package io.isobar.query.filter;

import org.jspecify.annotations.Nullable;

/** One row of an input, before it is in any segment. */
@FunctionalInterface
public interface Row {
    /**
     * A column's value: a {@code String}, {@code Long}, {@code Double} or {@code Float}, a {@code List} of these, or
     * null, also if there is no such column.
     */
    @Nullable
    Object value(String column);
}
