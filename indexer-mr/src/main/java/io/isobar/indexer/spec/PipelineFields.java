package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.FLAG;
import static io.isobar.indexer.spec.Shape.NUMBER;
import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.mapOf;

/** The fields of {@code pipeline}. */
final class PipelineFields {
    private static final Shape SOURCE = by("format")
            .with("json", source().with("flatten", ParserFields.FLATTEN))
            .with("csv", source("columns", "header", "listDelimiter"))
            .with("tsv", source("columns", "header", "listDelimiter", "delimiter"))
            .with("regex", source("pattern", "columns", "listDelimiter"))
            .with(
                    "avro",
                    source("binaryAsString", "extractUnionsByType", "schema").with("flatten", ParserFields.FLATTEN))
            .with("orc", source("binaryAsString").with("flatten", ParserFields.FLATTEN))
            .with("parquet", source("binaryAsString").with("flatten", ParserFields.FLATTEN));

    private static final String OF_A_COLUMN = "it is kept with a column of a segment: give it to the metric";

    private static final Shape COLUMNS = listOf(fields("name", "expression"));
    private static final Shape ON = listOf(fields("left", "right"));

    private static final Shape STAGE = by("type")
            .with(
                    "transform",
                    fields("name", "type", "input", "drop")
                            .with("filter", FilterFields.FILTER)
                            .with("rename", mapOf(USED))
                            .with("defaults", mapOf(USED))
                            .with("columns", COLUMNS))
            .with(
                    "lookup",
                    fields("name", "type", "input", "table", "how", "prefix", "maxBytes")
                            .with("on", ON)
                            .with("take", mapOf(USED)))
            .with(
                    "join",
                    fields("name", "type", "left", "right", "how", "prefix")
                            .with("on", ON)
                            .with("take", mapOf(USED))
                            .with("window", fields("before", "after")))
            .with("union", fields("name", "type", "inputs"))
            .with("dedup", fields("name", "type", "input", "by", "keep", "order"))
            .with("group", fields("name", "type", "input", "by", "window").with("aggregations", listOf(aggregation())));

    static final Shape PIPELINE =
            fields("output").with("sources", mapOf(SOURCE)).with("stages", listOf(STAGE));

    private PipelineFields() {}

    private static Fields source(String... more) {
        return fields(more)
                .with("format", USED)
                .with("paths", USED)
                .with("inputSpec", InputFields.INPUT_SPEC)
                .with("timestampSpec", SchemaFields.TIMESTAMP);
    }

    private static Shape aggregation() {
        var choice = by("type");
        Fields number = fields("type", "name", "fieldName", "expression");
        for (String type : AggregationSpec.types()) {
            choice.with(type, isNumber(type) ? number : aggregation(type));
        }
        choice.with(
                FilterWrapper.TYPE,
                fields("type", "name").with("filter", FilterFields.FILTER).with("aggregator", choice));
        return choice.withRefused(
                "the bytes of the sketch depend on the order of the values, and the rows of a group come in none: build it by a"
                        + " metric of the spec, from the rows, or keep the values by [list]",
                "quantilesDoublesSketch",
                "quantilesDoublesSketchMerge");
    }

    private static boolean isNumber(String type) {
        return type.endsWith("Sum") || type.endsWith("Min") || type.endsWith("Max");
    }

    private static Fields aggregation(String type) {
        Fields fields = fields("type", "name");
        if (!type.equals("count")) {
            fields.with("fieldName", USED);
        }
        if (type.endsWith("First") || type.endsWith("Last")) {
            fields.with("timeColumn", USED);
        }
        if (type.equals("list")) {
            fields.with("maxValues", USED).with("distinct", USED);
        }
        return sketch(type, fields);
    }

    private static Fields sketch(String type, Fields fields) {
        return switch (type) {
            case "hyperUnique" -> fields.with("isInputHyperUnique", FLAG).withReported(OF_A_COLUMN, "round");
            case "thetaSketch" ->
                fields.with("size", NUMBER)
                        .with("isInputThetaSketch", FLAG)
                        .withReported(OF_A_COLUMN, "shouldFinalize", "errorBoundsStdDev");
            case "HLLSketchBuild", "HLLSketchMerge" ->
                fields.with("lgK", NUMBER)
                        .with("tgtHllType", USED)
                        .with("stringEncoding", USED)
                        .withReported(OF_A_COLUMN, "shouldFinalize", "round");
            default -> fields;
        };
    }
}
