package io.isobar.indexer.partition;

/** How many shards rows need, as Druid rounds. */
public final class ShardCount {
    private ShardCount() {}

    /** At least one. */
    public static int of(long rows, long targetRows) {
        long shards = (rows + targetRows - 1) / targetRows;
        return (int) Math.max(1, Math.min(shards, Integer.MAX_VALUE));
    }
}
