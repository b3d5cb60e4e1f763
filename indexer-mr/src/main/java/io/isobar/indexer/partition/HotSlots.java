package io.isobar.indexer.partition;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the slots of a chunk that have far more rows than their share, because one value of the partition dimensions is in a
 * large part of all rows: no number of hash buckets, and no boundary, parts the rows of one value.
 */
public final class HotSlots {
    /** A slot may have half as many rows again as its share, which is also how far Druid lets ranges go. */
    private static final double TOLERANCE = 1.5;

    private HotSlots() {}

    /**
     * The slots to split, and into how many shards.
     *
     * @param rows of each slot that has any
     * @param slots how many slots the rows were meant to be spread over
     * @param worthSplitting a slot with fewer rows stays whole, however uneven the rows are
     */
    public static SortedMap<Integer, Integer> ofHashed(Map<Integer, Long> rows, int slots, long worthSplitting) {
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        return above(rows, Math.max(1, Math.max(all / slots, worthSplitting)));
    }

    /** The ranges to split so that none has more than a half above the target. */
    public static SortedMap<Integer, Integer> ofRanges(Map<Integer, Long> rows, long target, long most) {
        SortedMap<Integer, Integer> split = new TreeMap<>();
        rows.forEach((slot, count) -> {
            if (count > most) {
                split.put(slot, Math.max(2, ShardCount.of(count, target)));
            }
        });
        return split;
    }

    private static SortedMap<Integer, Integer> above(Map<Integer, Long> rows, long share) {
        SortedMap<Integer, Integer> split = new TreeMap<>();
        rows.forEach((slot, count) -> {
            if (count > share * TOLERANCE) {
                split.put(slot, ShardCount.of(count, share));
            }
        });
        return split;
    }
}
