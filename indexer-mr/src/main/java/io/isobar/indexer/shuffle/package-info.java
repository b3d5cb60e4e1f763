/**
 * The bytes between map and reduce tasks. {@link io.isobar.indexer.shuffle.RowKey} is a key whose bytes sort as the rows
 * of a segment do; {@link io.isobar.indexer.shuffle.MetricBytes} is its value; {@link io.isobar.indexer.shuffle.RowBytes}
 * is a whole row between the jobs of a pipeline.
 */
@NullMarked
package io.isobar.indexer.shuffle;

import org.jspecify.annotations.NullMarked;
