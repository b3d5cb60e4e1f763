package io.isobar.indexer.spec;

import java.util.List;
import java.util.Optional;

/**
 * Hashed partitions: how many segments a time chunk is cut into.
 *
 * @param shards the same number for each chunk; otherwise it follows from the number of rows
 * @param targetRows how many rows a segment should have if {@code shards} is absent
 * @param dimensions the values that are hashed; empty means time and all dimensions
 */
public record PartitionsSpec(Optional<Integer> shards, long targetRows, List<String> dimensions) {
    static final long DEFAULT_TARGET_ROWS = 5_000_000;
    private static final long MAX_SHARDS = 32_767;

    static PartitionsSpec read(SpecObject spec) {
        Optional<Long> target = Optional.empty();
        String targetField = "";
        for (String alias : List.of("targetRowsPerSegment", "targetPartitionSize", "maxRowsPerSegment")) {
            Optional<Long> value = spec.count(alias);
            if (value.isPresent() && target.isPresent()) {
                throw new SpecException(spec.at(alias), "means the same as [" + targetField + "]: give only one");
            }
            if (value.isPresent()) {
                target = value;
                targetField = alias;
            }
        }
        Optional<Long> shards = spec.count("numShards");
        if (shards.isPresent() && target.isPresent()) {
            throw new SpecException(spec.at("numShards"), "excludes [" + targetField + "]: give only one");
        }
        if (shards.isPresent() && (shards.get() < 1 || shards.get() > MAX_SHARDS)) {
            throw new SpecException(
                    spec.at("numShards"), "must be from 1 to %d, it is [%d]".formatted(MAX_SHARDS, shards.get()));
        }
        if (target.isPresent() && target.get() < 1) {
            throw new SpecException(spec.at(targetField), "must be 1 or more, it is [" + target.get() + "]");
        }
        String function = spec.text("partitionFunction", "murmur3_32_abs");
        if (!function.equals("murmur3_32_abs")) {
            throw new SpecException(spec.at("partitionFunction"), "must be [murmur3_32_abs], it is [" + function + "]");
        }
        List<String> dimensions = shards.isPresent() ? spec.texts("partitionDimensions") : List.of();
        return new PartitionsSpec(shards.map(Long::intValue), target.orElse(DEFAULT_TARGET_ROWS), dimensions);
    }
}
