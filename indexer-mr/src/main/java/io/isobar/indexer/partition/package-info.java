/**
 * Which segment a row belongs to. Start at {@link io.isobar.indexer.partition.BucketPlan}: the time chunks, and the
 * {@link io.isobar.indexer.partition.Sharding} that each is cut by.
 */
@NullMarked
package io.isobar.indexer.partition;

import org.jspecify.annotations.NullMarked;
