/**
 * The columns of an open segment: what queries read.
 *
 * <p>Start at {@link io.isobar.segment.column.Column}, of which there are four kinds: {@link
 * io.isobar.segment.column.NumericColumn}, {@link io.isobar.segment.column.StringColumn}, {@link
 * io.isobar.segment.column.ComplexColumn} and {@link io.isobar.segment.column.NestedColumn}. How their files look is told at
 * {@link io.isobar.segment.column.ColumnFile}. Columns are safe for many threads; a {@code Reader} of a column keeps a decoded
 * block and belongs to one thread.
 */
@NullMarked
package io.isobar.segment.column;

import org.jspecify.annotations.NullMarked;
