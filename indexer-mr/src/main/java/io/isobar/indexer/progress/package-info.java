/** What a run of indexing tells while it goes on. */
@NullMarked
package io.isobar.indexer.progress;

import org.jspecify.annotations.NullMarked;
