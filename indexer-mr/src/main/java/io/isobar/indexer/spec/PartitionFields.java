package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;

/** The fields of {@code tuningConfig.partitionsSpec}. */
final class PartitionFields {
    static final Shape PARTITIONS = by("type")
            .withDefault("hashed")
            .with(
                    "hashed",
                    fields(
                            "type",
                            "targetRowsPerSegment",
                            "targetPartitionSize",
                            "maxRowsPerSegment",
                            "numShards",
                            "partitionDimensions",
                            "partitionFunction"))
            .withRefused("use type [hashed]", "single_dim", "dimension", "range")
            .withRefused("Druid refuses it for Hadoop too; use type [hashed]", "dynamic");

    private PartitionFields() {}
}
