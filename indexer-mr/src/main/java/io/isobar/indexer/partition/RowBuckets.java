package io.isobar.indexer.partition;

import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the bucket of each row, as its chunk's {@link Sharding} has it. Not thread-safe.
 *
 * <p>A row with several values of a dimension that ranges are cut by goes where its first value goes.
 */
public final class RowBuckets {
    private final BucketPlan plan;
    private final List<Dimension> dimensions;
    private final Map<List<String>, GroupKeyHash> hashes = new HashMap<>();
    private final GroupKeyHash whole;
    private final Dealer[] dealers;

    /** Rows have these dimensions. */
    public RowBuckets(BucketPlan plan, List<Dimension> dimensions) {
        this.plan = plan;
        this.dimensions = List.copyOf(dimensions);
        this.whole = hash(List.of());
        this.dealers =
                plan.chunks().stream().map(chunk -> dealer(chunk.sharding())).toArray(Dealer[]::new);
    }

    /** The bucket of a row that {@link io.isobar.segment.build.RowShape} has shaped, in the chunk that its time is in. */
    public int bucket(int chunk, BuildRow shaped) {
        return plan.bucket(chunk, dealers[chunk].shard(shaped));
    }

    private interface Dealer {
        int shard(BuildRow row);
    }

    private Dealer dealer(Sharding sharding) {
        if (sharding.shards() == 1) {
            return row -> 0;
        }
        Dealer slots = sharding instanceof Sharding.Ranges ranges
                ? new RangeDealer(ranges, places(ranges.dimensions()))
                : hashDealer((Sharding.Hashed) sharding);
        return sharding.slots().split().isEmpty() ? slots : new SplitDealer(slots, sharding.slots(), whole);
    }

    private Dealer hashDealer(Sharding.Hashed hashed) {
        GroupKeyHash hash = hash(hashed.dimensions());
        int slots = hashed.slots().count();
        return row -> hash.shard(row, slots);
    }

    private GroupKeyHash hash(List<String> of) {
        return hashes.computeIfAbsent(of, names -> new GroupKeyHash(dimensions, names));
    }

    private int[] places(List<String> names) {
        List<String> all = dimensions.stream().map(Dimension::name).toList();
        return names.stream()
                .mapToInt(name -> {
                    int place = all.indexOf(name);
                    if (place < 0) {
                        throw new IllegalArgumentException(
                                "Partition dimension [%s] is no dimension: known are %s".formatted(name, all));
                    }
                    return place;
                })
                .toArray();
    }

    /** Finds the range that a row's values are in. */
    private static final class RangeDealer implements Dealer {
        private final @Nullable String[][] boundaries;
        private final int[] places;
        private final @Nullable String[] tuple;

        RangeDealer(Sharding.Ranges ranges, int[] places) {
            this.boundaries = ranges.boundaries().stream()
                    .map(boundary -> boundary.toArray(new @Nullable String[0]))
                    .toArray(String[][]::new);
            this.places = places;
            this.tuple = new @Nullable String[places.length];
        }

        @Override
        public int shard(BuildRow row) {
            for (int i = 0; i < places.length; i++) {
                tuple[i] = GroupKeyHash.firstText(row.dimensions()[places[i]]);
            }
            int low = 0;
            int high = boundaries.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (beforeTuple(boundaries[middle])) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** Whether the row is at the boundary or after it. */
        private boolean beforeTuple(@Nullable String[] boundary) {
            for (int i = 0; i < tuple.length; i++) {
                int order = TupleOrder.compare(boundary[i], tuple[i]);
                if (order != 0) {
                    return order < 0;
                }
            }
            return true;
        }
    }

    /** Parts the rows of slots that are more than one shard. */
    private static final class SplitDealer implements Dealer {
        private final Dealer slots;
        private final int[] first;
        private final int[] shards;
        private final GroupKeyHash whole;

        SplitDealer(Dealer slots, Slots all, GroupKeyHash whole) {
            this.slots = slots;
            this.first = all.firstShards();
            this.shards = new int[all.count()];
            for (int slot = 0; slot < shards.length; slot++) {
                shards[slot] = all.shardsOf(slot);
            }
            this.whole = whole;
        }

        @Override
        public int shard(BuildRow row) {
            int slot = slots.shard(row);
            // the upper half: the remainder of the whole may have picked the slot
            return shards[slot] == 1 ? first[slot] : first[slot] + (whole.hash(row) >>> 16) % shards[slot];
        }
    }
}
