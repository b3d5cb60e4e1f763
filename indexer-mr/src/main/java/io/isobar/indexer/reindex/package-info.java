/**
 * Makes the spec of a run over existing segments out of these segments. Start at {@link
 * io.isobar.indexer.reindex.ReindexPlan}.
 */
@NullMarked
package io.isobar.indexer.reindex;

import org.jspecify.annotations.NullMarked;
