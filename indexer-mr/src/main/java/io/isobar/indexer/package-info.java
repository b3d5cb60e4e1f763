/**
 * Batch indexing: from a spec and raw files to a sealed batch of segments. Start at {@link io.isobar.indexer.IndexRun}.
 */
@NullMarked
package io.isobar.indexer;

import org.jspecify.annotations.NullMarked;
