/**
 * Sorting pairs of bytes in bounded memory: by partition, then by key, unsigned byte by byte; equal keys stay in the order in
 * which they came.
 *
 * <p>Start at {@link io.isobar.indexer.sort.PairArena}, which takes pairs until it is full and then gives each partition
 * sorted; {@link io.isobar.indexer.sort.MergedPairs} makes many sorted sources one. Where the bytes come from and go to
 * is the caller's affair.
 */
@NullMarked
package io.isobar.indexer.sort;

import org.jspecify.annotations.NullMarked;
