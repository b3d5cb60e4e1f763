/**
 * Existing segments as input: which ones are visible, where their bytes are, and their rows. Start at {@link
 * io.isobar.indexer.segments.SegmentSearch}; Hadoop's part is to bring the bytes to the task that reads them.
 */
@NullMarked
package io.isobar.indexer.segments;

import org.jspecify.annotations.NullMarked;
