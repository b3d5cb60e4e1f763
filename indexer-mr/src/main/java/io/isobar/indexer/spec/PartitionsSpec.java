package io.isobar.indexer.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a time chunk is cut into segments.
 *
 * @param extendable segments are published as numbered ones, and nothing is said of the rows in each
 * @param samplingFactor ranges are found from one row of so many
 */
public record PartitionsSpec(Rule rule, boolean extendable, int samplingFactor) {
    static final long DEFAULT_TARGET_ROWS = 5_000_000;
    private static final long MAX_SHARDS = 32_767;
    private static final long MAX_ROWS = Integer.MAX_VALUE;
    private static final String HASH_FUNCTION = "murmur3_32_abs";

    /** Which rows are together. */
    public sealed interface Rule {
        /** The values that decide; empty if none are named. */
        List<String> dimensions();
    }

    /**
     * By Druid's hash.
     *
     * @param shards the same number for each chunk; otherwise it follows from the number of rows
     * @param targetRows how many rows a segment should have if {@code shards} is absent
     * @param dimensions the values that are hashed; empty means time and all dimensions
     */
    public record Hashed(Optional<Integer> shards, long targetRows, List<String> dimensions) implements Rule {
        public Hashed {
            dimensions = List.copyOf(dimensions);
        }
    }

    /**
     * By ranges of values.
     *
     * @param single Druid's {@code single_dim}, which has one dimension and a shard spec of its own
     * @param dimensions in the order in which they are compared; empty means that each dimension is tried
     * @param targetRows how many rows a segment should have
     * @param maxRows how many it may have
     * @param assumeGrouped the rows of the input don't roll up: they are counted as they are
     */
    public record Ranges(boolean single, List<String> dimensions, long targetRows, long maxRows, boolean assumeGrouped)
            implements Rule {
        public Ranges {
            dimensions = List.copyOf(dimensions);
        }
    }

    /** Reads what a tuningConfig says of partitions. */
    static PartitionsSpec read(SpecObject tuning) {
        SpecObject spec = tuning.object("partitionsSpec");
        Rule rule = switch (spec.text("type", "hashed")) {
            case "single_dim", "dimension" -> readRanges(spec, true);
            case "range" -> readRanges(spec, false);
            default -> readHashed(spec);
        };
        return new PartitionsSpec(rule, tuning.flag("forceExtendableShardSpecs", false), (int)
                Math.max(1, rows(tuning, "determinePartitionsSamplingFactor").orElse(1L)));
    }

    private static Hashed readHashed(SpecObject spec) {
        Optional<Alias> target = one(spec, "targetRowsPerSegment", "targetPartitionSize", "maxRowsPerSegment");
        Optional<Long> shards = spec.count("numShards");
        if (shards.isPresent() && target.isPresent()) {
            throw new SpecException(
                    spec.at("numShards"), "excludes [" + target.get().field() + "]: give only one");
        }
        if (shards.isPresent() && (shards.get() < 1 || shards.get() > MAX_SHARDS)) {
            throw new SpecException(
                    spec.at("numShards"), "must be from 1 to %d, it is [%d]".formatted(MAX_SHARDS, shards.get()));
        }
        String function = spec.text("partitionFunction", HASH_FUNCTION);
        if (!function.toLowerCase(Locale.ROOT).equals(HASH_FUNCTION)) {
            throw new SpecException(
                    spec.at("partitionFunction"), "must be [%s], it is [%s]".formatted(HASH_FUNCTION, function));
        }
        List<String> dimensions = spec.texts("partitionDimensions");
        requireDistinct(spec, dimensions);
        return new Hashed(
                shards.map(Long::intValue),
                target.map(Alias::rows).orElse(DEFAULT_TARGET_ROWS),
                shards.isPresent() ? dimensions : List.of());
    }

    private static Ranges readRanges(SpecObject spec, boolean single) {
        Optional<Alias> target =
                single ? one(spec, "targetRowsPerSegment", "targetPartitionSize") : one(spec, "targetRowsPerSegment");
        Optional<Alias> most =
                single ? one(spec, "maxRowsPerSegment", "maxPartitionSize") : one(spec, "maxRowsPerSegment");
        if (target.isEmpty() && most.isEmpty()) {
            throw new SpecException(
                    spec.path(), "has neither [targetRowsPerSegment] nor [maxRowsPerSegment]: give one of them");
        }
        // up to 0.15 Druid took both, later ones want one
        if (target.isPresent()
                && most.isPresent()
                && (!single || most.get().rows() < target.get().rows())) {
            throw new SpecException(
                    spec.path(),
                    "has both [%s] and [%s]: give only one"
                            .formatted(target.get().field(), most.get().field()));
        }
        List<String> dimensions;
        if (single) {
            dimensions = spec.optionalText("partitionDimension").map(List::of).orElse(List.of());
        } else if (spec.has("partitionDimensions")) {
            dimensions = spec.texts("partitionDimensions");
        } else {
            throw new SpecException(
                    spec.at("partitionDimensions"), "is missing: it names the dimensions whose values make the ranges");
        }
        requireDistinct(spec, dimensions);
        long rows = target.or(() -> most).orElseThrow().rows();
        long limit = most.map(Alias::rows).orElse(rows + rows / 2);
        return new Ranges(single, dimensions, rows, limit, spec.flag("assumeGrouped", false));
    }

    private record Alias(String field, long rows) {}

    /** The one of these fields that is there; they mean the same. */
    private static Optional<Alias> one(SpecObject spec, String... fields) {
        Optional<Alias> found = Optional.empty();
        for (String field : fields) {
            Optional<Long> value = rows(spec, field);
            if (value.isEmpty()) {
                continue;
            }
            if (found.isPresent()) {
                throw new SpecException(
                        spec.at(field), "means the same as [" + found.get().field() + "]: give only one");
            }
            if (value.get() < 1) {
                throw new SpecException(spec.at(field), "must be 1 or more, it is [" + value.get() + "]");
            }
            found = Optional.of(new Alias(field, value.get()));
        }
        return found;
    }

    private static Optional<Long> rows(SpecObject spec, String field) {
        Optional<Long> value = spec.count(field);
        if (value.isPresent() && value.get() > MAX_ROWS) {
            throw new SpecException(spec.at(field), "must be at most %d, it is [%d]".formatted(MAX_ROWS, value.get()));
        }
        return value;
    }

    private static void requireDistinct(SpecObject spec, List<String> dimensions) {
        if (dimensions.stream().distinct().count() < dimensions.size()) {
            throw new SpecException(
                    spec.at("partitionDimensions"), "names a dimension twice %s: remove one".formatted(dimensions));
        }
    }
}
