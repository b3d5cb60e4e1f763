/**
 * From the bytes of a file to the rows of a segment, without Hadoop.
 *
 * <p>A {@link io.isobar.indexer.input.LineParser} makes a {@link io.isobar.indexer.input.Row} of a line, and
 * {@link io.isobar.indexer.input.RowProcessor} makes what a segment is built from of a row: time, transforms, filter,
 * dimensions, metrics. {@link io.isobar.indexer.input.RowReader} is both over one local file.
 */
@NullMarked
package io.isobar.indexer.input;

import org.jspecify.annotations.NullMarked;
