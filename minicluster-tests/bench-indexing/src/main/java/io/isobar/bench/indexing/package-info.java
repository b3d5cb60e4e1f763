/** Whole runs of indexing, timed side by side. Start at {@link io.isobar.bench.indexing.IndexingBench}. */
@NullMarked
package io.isobar.bench.indexing;

import org.jspecify.annotations.NullMarked;
