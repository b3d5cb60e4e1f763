package io.isobar.indexer.partition;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rule of a chunk deals rows to: hash buckets, or ranges. A slot is one shard; one that would be too large is split
 * into several, by the hash of time and all dimensions, so that rows which roll up stay together.
 *
 * @param count how many slots there are
 * @param split the slots that are more than one shard, and how many they are
 */
public record Slots(int count, SortedMap<Integer, Integer> split) {
    public Slots {
        if (count < 1) {
            throw new IllegalArgumentException("A chunk can't have [%d] slots".formatted(count));
        }
        split.forEach((slot, shards) -> {
            if (slot < 0 || slot >= count || shards < 2) {
                throw new IllegalArgumentException(
                        "Slot [%d] of [%d] can't be split into [%d] shards".formatted(slot, count, shards));
            }
        });
        split = Collections.unmodifiableSortedMap(new TreeMap<>(split));
    }

    /** Slots of one shard each. */
    public static Slots of(int count) {
        return new Slots(count, Collections.emptySortedMap());
    }

    /** The same slots, with these split. */
    Slots splitting(Map<Integer, Integer> shardsOfSlot) {
        return new Slots(count, new TreeMap<>(shardsOfSlot));
    }

    /** How many shards a slot is. */
    public int shardsOf(int slot) {
        return split.getOrDefault(slot, 1);
    }

    /** Shards of all slots; they are numbered in the order of the slots. */
    public int shards() {
        int shards = count;
        for (int of : split.values()) {
            shards = Math.addExact(shards, of - 1);
        }
        return shards;
    }

    /** The first shard of each slot. */
    int[] firstShards() {
        int[] first = new int[count];
        for (int slot = 1; slot < count; slot++) {
            first[slot] = first[slot - 1] + shardsOf(slot - 1);
        }
        return first;
    }

    /** The slot that a shard belongs to. */
    public int slotOf(int shard) {
        int before = 0;
        for (Map.Entry<Integer, Integer> entry : split.entrySet()) {
            int first = entry.getKey() + before;
            if (shard < first + entry.getValue()) {
                return Math.min(shard - before, entry.getKey());
            }
            before += entry.getValue() - 1;
        }
        return shard - before;
    }
}
