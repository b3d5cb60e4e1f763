/**
 * Indexing a long stretch of the past slice by slice. Start at {@link io.isobar.cli.backfill.BackfillCommand}.
 *
 * <p>What to do next is decided by {@link io.isobar.cli.backfill.SliceBoard}, which knows no I/O and no clock; whether a slice
 * is done is for the ledger of batches to say. Each slice runs in a process of its own: one that runs out of memory, or
 * hangs, takes no other with it, and Hadoop's static state isn't shared.
 */
@NullMarked
package io.isobar.cli.backfill;

import org.jspecify.annotations.NullMarked;
