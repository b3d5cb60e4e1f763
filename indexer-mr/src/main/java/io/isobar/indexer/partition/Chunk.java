package io.isobar.indexer.partition;

import io.isobar.segment.Interval;

/** A time chunk and the number of hashed shards that it is cut into. */
public record Chunk(Interval interval, int shards) {
    public Chunk {
        if (shards < 1) {
            throw new IllegalArgumentException("Chunk [%s] can't have [%d] shards".formatted(interval, shards));
        }
    }
}
