package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;

import java.util.Map;
import java.util.Set;

/** The fields of {@code tuningConfig.partitionsSpec}. */
final class PartitionFields {
    private static final Shape SINGLE_DIM = fields(
            "type",
            "targetRowsPerSegment",
            "targetPartitionSize",
            "maxRowsPerSegment",
            "maxPartitionSize",
            "partitionDimension",
            "assumeGrouped");

    private static final Shape HASHED = fields(
            "type",
            "targetRowsPerSegment",
            "targetPartitionSize",
            "maxRowsPerSegment",
            "numShards",
            "partitionDimensions",
            "partitionFunction");

    private static final Choice BY_TYPE = by("type")
            .withDefaultForUnknown("hashed")
            .with("hashed", HASHED)
            .with("random", HASHED) // as Druid 0.6 called it
            .withAlias("none", "hashed", Map.of()) // as Druid takes it, and tools for it write it
            .with("single_dim", SINGLE_DIM)
            .with("dimension", SINGLE_DIM)
            .with(
                    "range",
                    fields("type", "targetRowsPerSegment", "maxRowsPerSegment", "partitionDimensions", "assumeGrouped"))
            .withRefused("Druid refuses it for Hadoop too; use type [hashed]", "dynamic");

    /** Tells of partition dimensions that have no effect. */
    static final Shape PARTITIONS = BY_TYPE.also((value, path, findings) -> {
        boolean hashed =
                Set.of("hashed", "random", "none").contains(value.path("type").asText("hashed"));
        if (hashed
                && !value.path("partitionDimensions").isEmpty()
                && new SpecObject(value, path).count("numShards").isEmpty()) {
            findings.report(
                    path + ".partitionDimensions",
                    "as in Druid's Hadoop indexer, they are hashed only together with [numShards]; otherwise time and all"
                            + " dimensions are");
        }
    });

    private PartitionFields() {}
}
