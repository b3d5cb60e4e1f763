package io.isobar.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a segment stands among those of its interval and version: Druid's shard specs, with Druid's JSON.
 *
 * <p>A set is complete when all its core partitions are there; segments appended later have higher numbers.
 */
public sealed interface ShardSpec {
    /** The segment's number within its interval and version, from 0. */
    int partition();

    /** Druid's name for this kind, the JSON field {@code type}. */
    String type();

    /** Writes Druid's JSON object, fields in a fixed order. */
    void writeTo(JsonGenerator out) throws IOException;

    /** Reads Druid's JSON. Fields that this kind doesn't have are refused. */
    static ShardSpec fromJson(JsonNode json) {
        JsonFields fields = JsonFields.of("shardSpec", json);
        ShardSpec spec = read(fields.text("type"), fields);
        fields.refuseOthers();
        return spec;
    }

    private static ShardSpec read(String type, JsonFields fields) {
        return switch (type) {
            case "numbered" -> new Numbered(fields.intNumber("partitionNum"), fields.intNumber("partitions"));
            case "hashed" ->
                new Hashed(
                        fields.intNumber("partitionNum"),
                        fields.intNumber("partitions"),
                        fields.intNumber("bucketId"),
                        fields.intNumber("numBuckets"),
                        fields.texts("partitionDimensions"),
                        fields.text("partitionFunction"));
            case "single" ->
                new SingleDimension(
                        fields.text("dimension"),
                        fields.nullableText("start"),
                        fields.nullableText("end"),
                        fields.intNumber("partitionNum"),
                        fields.intNumber("numCorePartitions"));
            case "range" ->
                new DimensionRange(
                        fields.texts("dimensions"),
                        fields.nullableTexts("start"),
                        fields.nullableTexts("end"),
                        fields.intNumber("partitionNum"),
                        fields.intNumber("numCorePartitions"));
            case "linear" -> new Linear(fields.intNumber("partitionNum"));
            case "none" -> new None();
            default ->
                throw new IllegalArgumentException(
                        "Unknown shardSpec type [%s]: known are numbered, hashed, single, range, linear, none"
                                .formatted(type));
        };
    }

    /** One of {@code partitions} segments with no rule about which row is where; 0 partitions: always complete. */
    record Numbered(int partition, int partitions) implements ShardSpec {
        public Numbered {
            requireNumbers(partition, partitions);
        }

        @Override
        public String type() {
            return "numbered";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            out.writeNumberField("partitionNum", partition);
            out.writeNumberField("partitions", partitions);
            out.writeEndObject();
        }
    }

    /**
     * Rows whose hash falls into {@code bucket} of {@code buckets}.
     *
     * @param dimensions those that are hashed; empty: the time and all dimensions
     * @param function Druid's name of the hash function, normally {@link #MURMUR3}
     */
    record Hashed(int partition, int partitions, int bucket, int buckets, List<String> dimensions, String function)
            implements ShardSpec {
        /** Druid's one partition function: MurmurHash3, 32 bits, the absolute value of its remainder. */
        public static final String MURMUR3 = "murmur3_32_abs";

        public Hashed {
            requireNumbers(partition, partitions);
            dimensions = List.copyOf(dimensions);
            if (bucket < 0 || bucket >= buckets) {
                throw new IllegalArgumentException(
                        "Bucket [%d] of a hashed shardSpec lies outside 0 to [%d] buckets".formatted(bucket, buckets));
            }
        }

        @Override
        public String type() {
            return "hashed";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            out.writeNumberField("partitionNum", partition);
            out.writeNumberField("partitions", partitions);
            out.writeNumberField("bucketId", bucket);
            out.writeNumberField("numBuckets", buckets);
            JsonFields.writeTexts(out, "partitionDimensions", dimensions);
            out.writeStringField("partitionFunction", function);
            out.writeEndObject();
        }
    }

    /**
     * Rows whose value of one dimension is at least {@code start} and below {@code end}.
     *
     * @param start null: open, and null values are here
     * @param end null: open
     * @param corePartitions -1: unknown, completeness follows from chaining starts to ends
     */
    record SingleDimension(
            String dimension,
            @Nullable String start,
            @Nullable String end,
            int partition,
            int corePartitions) implements ShardSpec {
        public SingleDimension {
            requireRangeNumbers(partition, corePartitions);
        }

        @Override
        public String type() {
            return "single";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            out.writeStringField("dimension", dimension);
            out.writeStringField("start", start);
            out.writeStringField("end", end);
            out.writeNumberField("partitionNum", partition);
            out.writeNumberField("numCorePartitions", corePartitions);
            out.writeEndObject();
        }
    }

    /**
     * Rows whose tuple of values is at least {@code start} and below {@code end}; null sorts first.
     *
     * @param start null: open
     * @param end null: open
     * @param corePartitions as in {@link SingleDimension}
     */
    record DimensionRange(
            List<String> dimensions,
            @Nullable List<@Nullable String> start,
            @Nullable List<@Nullable String> end,
            int partition,
            int corePartitions)
            implements ShardSpec {
        public DimensionRange {
            requireRangeNumbers(partition, corePartitions);
            dimensions = List.copyOf(dimensions);
            start = copy(start, dimensions);
            end = copy(end, dimensions);
        }

        private static @Nullable List<@Nullable String> copy(
                @Nullable List<@Nullable String> tuple, List<String> dimensions) {
            if (tuple == null) {
                return null;
            }
            if (tuple.size() != dimensions.size()) {
                throw new IllegalArgumentException("Range bound %s has [%d] values for the dimensions %s"
                        .formatted(tuple, tuple.size(), dimensions));
            }
            return Collections.unmodifiableList(new ArrayList<>(tuple));
        }

        @Override
        public String type() {
            return "range";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            JsonFields.writeTexts(out, "dimensions", dimensions);
            JsonFields.writeTexts(out, "start", start);
            JsonFields.writeTexts(out, "end", end);
            out.writeNumberField("partitionNum", partition);
            out.writeNumberField("numCorePartitions", corePartitions);
            out.writeEndObject();
        }
    }

    /** One of any number of segments, complete at every number. */
    record Linear(int partition) implements ShardSpec {
        public Linear {
            requireNumbers(partition, 0);
        }

        @Override
        public String type() {
            return "linear";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            out.writeNumberField("partitionNum", partition);
            out.writeEndObject();
        }
    }

    /** The only segment of its interval and version. */
    record None() implements ShardSpec {
        @Override
        public int partition() {
            return 0;
        }

        @Override
        public String type() {
            return "none";
        }

        @Override
        public void writeTo(JsonGenerator out) throws IOException {
            out.writeStartObject();
            out.writeStringField("type", type());
            out.writeEndObject();
        }
    }

    private static void requireNumbers(int partition, int partitions) {
        if (partition < 0 || partitions < 0) {
            throw new IllegalArgumentException(
                    "Negative number in a shardSpec: partition [%d] of [%d]".formatted(partition, partitions));
        }
    }

    private static void requireRangeNumbers(int partition, int corePartitions) {
        if (partition < 0 || corePartitions < -1) {
            throw new IllegalArgumentException(
                    "Partition [%d] with [%d] core partitions is no shardSpec: numbers start at 0, -1 stands for unknown"
                            .formatted(partition, corePartitions));
        }
    }
}
