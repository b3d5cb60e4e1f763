package io.isobar.indexer.partition;

import io.isobar.segment.Interval;

/** A time chunk and how it is cut into shards. */
public record Chunk(Interval interval, Sharding sharding) {
    public int shards() {
        return sharding.shards();
    }
}
