package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.mapOf;

/** The fields of {@code pipeline}. */
final class PipelineFields {
    private static final Shape SOURCE = by("format")
            .with("json", fields("format", "paths").with("flatten", ParserFields.FLATTEN))
            .with("csv", fields("format", "paths", "columns", "header", "listDelimiter"))
            .with("tsv", fields("format", "paths", "columns", "header", "listDelimiter", "delimiter"))
            .with("parquet", fields("format", "paths", "binaryAsString"));

    private static final Shape STAGE = by("type")
            .with(
                    "transform",
                    fields("name", "type", "input", "filter", "drop")
                            .with("columns", listOf(fields("name", "expression"))))
            .with(
                    "join",
                    fields("name", "type", "left", "right", "how", "prefix")
                            .with("on", listOf(fields("left", "right")))
                            .with("take", mapOf(USED)));

    static final Shape PIPELINE = fields().with("sources", mapOf(SOURCE)).with("stages", listOf(STAGE));

    private PipelineFields() {}
}
