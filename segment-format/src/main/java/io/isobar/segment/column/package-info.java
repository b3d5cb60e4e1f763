/**
 * The columns of an open segment: what queries read.
 *
 * <p>Start at {@link io.isobar.segment.column.Column}. Columns are safe for many threads; a {@code Reader} of a column
 * keeps a decoded block and belongs to one thread.
 */
@NullMarked
package io.isobar.segment.column;

import org.jspecify.annotations.NullMarked;
