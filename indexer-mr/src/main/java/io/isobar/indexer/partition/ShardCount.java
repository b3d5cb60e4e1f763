package io.isobar.indexer.partition;

/** How many shards a chunk needs for an estimated number of rows, as Druid rounds. */
public final class ShardCount {
    private ShardCount() {}

    public static int of(double estimatedRows, long targetRows) {
        long shards = (long) Math.ceil((double) Math.round(estimatedRows) / targetRows);
        return (int) Math.max(1, Math.min(shards, Integer.MAX_VALUE));
    }
}
