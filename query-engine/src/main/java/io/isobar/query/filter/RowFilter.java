package io.isobar.query.filter;

/** A filter on rows of an input. Safe for many threads. */
@FunctionalInterface
public interface RowFilter {
    /** Whether the filter is true for the row; unknown counts as no. */
    boolean matches(Row row);
}
