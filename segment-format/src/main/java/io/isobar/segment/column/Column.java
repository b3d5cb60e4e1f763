package io.isobar.segment.column;

import io.isobar.segment.ValueType;

/**
 * One column of an open segment. Safe for many threads.
 *
 * <p>Bytes are checked when they are first used. Whatever a method finds wrong then comes out as an {@link
 * java.io.UncheckedIOException} whose cause is a {@link io.isobar.segment.CorruptSegmentException} or an {@link
 * io.isobar.segment.UnsupportedSegmentException}; use after the segment was closed as an {@link IllegalStateException}.
 */
public sealed interface Column permits NumericColumn, StringColumn, ComplexColumn, NestedColumn {
    /** The column's name in the segment. */
    String name();

    /** What its rows hold. */
    ValueType type();

    /** How many rows it has: as many as the segment. */
    int rows();
}
