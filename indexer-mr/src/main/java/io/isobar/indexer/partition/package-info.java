/**
 * Which segment a row belongs to. Start at {@link io.isobar.indexer.partition.BucketPlan}: the time chunks, and how many
 * hashed shards each is cut into.
 */
@NullMarked
package io.isobar.indexer.partition;

import org.jspecify.annotations.NullMarked;
