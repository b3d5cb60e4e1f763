package io.isobar.indexer.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Puts the chunks of {@link Partitions} together, in their order. */
public final class PartitionsBuilder {
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<long[]> rows = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /** A chunk whose rows are spread evenly over its shards. */
    public void addEven(Chunk chunk, long rowsOfChunk) {
        long[] shards = new long[chunk.shards()];
        Arrays.fill(shards, rowsOfChunk / shards.length);
        chunks.add(chunk);
        rows.add(shards);
    }

    /** A chunk, and the rows of each of its slots that has any. */
    public void add(Chunk chunk, Map<Integer, Long> rowsOfSlot) {
        Slots slots = chunk.sharding().slots();
        int[] first = slots.firstShards();
        long[] shards = new long[slots.shards()];
        rowsOfSlot.forEach((slot, count) -> {
            int of = slots.shardsOf(slot);
            Arrays.fill(shards, first[slot], first[slot] + of, count / of);
        });
        chunks.add(chunk);
        rows.add(shards);
    }

    /** Something that the owner of the spec should know. */
    public void find(String finding) {
        findings.add(finding);
    }

    public Partitions build() {
        return new Partitions(
                new BucketPlan(chunks),
                rows.stream().flatMapToLong(Arrays::stream).toArray(),
                findings);
    }
}
