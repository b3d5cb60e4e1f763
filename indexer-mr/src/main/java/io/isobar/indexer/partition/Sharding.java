package io.isobar.indexer.partition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ShardSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which the rows of a chunk are dealt to its shards. {@link RowBuckets} follows it, {@link #shardSpec} tells a
 * broker of it.
 *
 * <p>The shards of a slot that is split have equal shard specs but for their numbers: each may hold any row of the slot, and
 * a broker asks all of them or none.
 */
public sealed interface Sharding {
    Slots slots();

    /** The values that decide; empty means time and all dimensions. */
    List<String> dimensions();

    /** The same rule, with other slots split. */
    Sharding withSlots(Slots slots);

    /**
     * What Druid is told of a shard.
     *
     * @param partition its number among the segments of the chunk
     * @param partitions how many segments the chunk has; Druid shows it when it has them all
     */
    ShardSpec shardSpec(int shard, int partition, int partitions);

    /** How many shards the chunk is cut into. */
    default int shards() {
        return slots().shards();
    }

    /** As {@link #fromJson} reads it. */
    JsonNode toJson();

    /** Slots are buckets of Druid's hash of the dimensions' values. */
    record Hashed(Slots slots, List<String> dimensions) implements Sharding {
        public Hashed {
            dimensions = List.copyOf(dimensions);
        }

        @Override
        public Hashed withSlots(Slots other) {
            return new Hashed(other, dimensions);
        }

        @Override
        public ShardSpec shardSpec(int shard, int partition, int partitions) {
            return new ShardSpec.Hashed(
                    partition, partitions, slots.slotOf(shard), slots.count(), dimensions, ShardSpec.Hashed.MURMUR3);
        }

        @Override
        public JsonNode toJson() {
            ObjectNode json = object("hashed", dimensions, slots);
            return json.put("count", slots.count());
        }
    }

    /** Which of Druid's shard specs tells of ranges. */
    enum RangeKind {
        /** {@code single}: of one dimension. */
        SINGLE,
        /** {@code range}: of one dimension or more. */
        RANGE
    }

    /**
     * Slots are ranges of the dimensions' values, compared value by value as {@link String#compareTo} does, null first.
     *
     * @param boundaries ascending; each is the first tuple of a range, and the one after the last of the range before
     */
    record Ranges(RangeKind kind, List<String> dimensions, List<List<@Nullable String>> boundaries, Slots slots)
            implements Sharding {
        public Ranges {
            dimensions = List.copyOf(dimensions);
            List<List<@Nullable String>> copies = new ArrayList<>();
            for (List<@Nullable String> boundary : boundaries) {
                copies.add(Collections.unmodifiableList(new ArrayList<>(boundary)));
            }
            boundaries = Collections.unmodifiableList(copies);
            if (slots.count() != boundaries.size() + 1) {
                throw new IllegalArgumentException(
                        "[%d] boundaries can't make [%d] ranges".formatted(boundaries.size(), slots.count()));
            }
            if (kind == RangeKind.SINGLE && dimensions.size() != 1) {
                throw new IllegalArgumentException("Ranges of %s are not of a single dimension".formatted(dimensions));
            }
            for (int i = 0; i < boundaries.size(); i++) {
                if (boundaries.get(i).size() != dimensions.size()
                        || (i > 0 && TupleOrder.compare(boundaries.get(i - 1), boundaries.get(i)) >= 0)) {
                    throw new IllegalArgumentException(
                            "Boundary [%d] of the ranges of %s doesn't ascend, or has not their number of values"
                                    .formatted(i, dimensions));
                }
            }
        }

        @Override
        public Ranges withSlots(Slots other) {
            return new Ranges(kind, dimensions, boundaries, other);
        }

        @Override
        public ShardSpec shardSpec(int shard, int partition, int partitions) {
            int slot = slots.slotOf(shard);
            List<@Nullable String> start = slot == 0 ? null : boundaries.get(slot - 1);
            List<@Nullable String> end = slot == boundaries.size() ? null : boundaries.get(slot);
            if (kind == RangeKind.RANGE) {
                return new ShardSpec.DimensionRange(dimensions, start, end, partition, partitions);
            }
            return new ShardSpec.SingleDimension(
                    dimensions.get(0),
                    start == null ? null : start.get(0),
                    end == null ? null : end.get(0),
                    partition,
                    partitions);
        }

        @Override
        public JsonNode toJson() {
            ObjectNode json = object(kind == RangeKind.SINGLE ? "single" : "range", dimensions, slots);
            ArrayNode all = json.putArray("boundaries");
            for (List<@Nullable String> boundary : boundaries) {
                ArrayNode tuple = all.addArray();
                boundary.forEach(tuple::add);
            }
            return json;
        }
    }

    /** Hashed shards by time and all dimensions. */
    static Hashed hashed(int shards) {
        return new Hashed(Slots.of(shards), List.of());
    }

    static Sharding fromJson(JsonNode json) {
        List<String> dimensions = new ArrayList<>();
        json.path("dimensions").forEach(name -> dimensions.add(name.textValue()));
        TreeMap<Integer, Integer> split = new TreeMap<>();
        json.path("split")
                .properties()
                .forEach(entry -> split.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().intValue()));
        String type = json.path("type").asText();
        if (type.equals("hashed")) {
            return new Hashed(new Slots(json.path("count").intValue(), split), dimensions);
        }
        List<List<@Nullable String>> boundaries = new ArrayList<>();
        for (JsonNode boundary : json.path("boundaries")) {
            List<@Nullable String> tuple = new ArrayList<>();
            boundary.forEach(value -> tuple.add(value.textValue()));
            boundaries.add(tuple);
        }
        return new Ranges(
                type.equals("single") ? RangeKind.SINGLE : RangeKind.RANGE,
                dimensions,
                boundaries,
                new Slots(boundaries.size() + 1, split));
    }

    private static ObjectNode object(String type, List<String> dimensions, Slots slots) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", type);
        if (!dimensions.isEmpty()) {
            ArrayNode names = json.putArray("dimensions");
            dimensions.forEach(names::add);
        }
        if (!slots.split().isEmpty()) {
            ObjectNode split = json.putObject("split");
            slots.split().forEach((slot, shards) -> split.put(slot.toString(), shards));
        }
        return json;
    }
}
