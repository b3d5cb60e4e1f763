package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.better;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.mapOf;
import static io.isobar.indexer.spec.Shape.plainOr;
import static io.isobar.indexer.spec.Shape.refused;

import java.util.List;

/** The fields of {@code parser} and of {@code inputFormat}: how files become rows. */
final class ParserFields {
    private static final String DRUID_REFUSED_HEADERS = "Druid's Hadoop indexer refused it";
    private static final Shape NAMED = fields("type", "name", "expr");
    static final Shape FLATTEN = fields("useFieldDiscovery")
            .with(
                    "fields",
                    listOf(plainOr(by("type")
                            .withDefault("root")
                            .with("root", NAMED)
                            .with("path", NAMED)
                            .with("jq", NAMED)
                            .with("tree", fields("type", "name", "nodes")))));

    private static final String NO_ENGINE = "no JavaScript engine is on the tasks' class path; take format [regex], or"
            + " compute fields by expressions of the transformSpec";
    private static final String STREAMS = "it is for streams of messages, and Hadoop's input is files";
    private static final String ROWS_OF_CLASSES =
            "rows are decoded by classes of your own; convert the files to Avro or Parquet";
    private static final List<String> OTHER_FORMATS =
            List.of("json", "jsonLowercase", "csv", "tsv", "regex", "javascript", "avro", "orc", "parquet");
    private static final String NO_FILES = "it has no files: its rows come from Java code";

    private static Fields parseSpec(String... used) {
        return fields(used)
                .with("format", USED)
                .with("type", USED)
                .with("timestampSpec", SchemaFields.TIMESTAMP)
                .with("dimensionsSpec", SchemaFields.DIMENSIONS);
    }

    private static Fields nested() {
        return parseSpec().with("flattenSpec", FLATTEN);
    }

    private static Fields json(Fields fields) {
        return fields.with("flattenSpec", FLATTEN)
                .with("featureSpec", mapOf(USED))
                .withReported("a null and an absent field are the same", "keepNullColumns");
    }

    private static Fields delimitedParseSpec() {
        return parseSpec("columns", "listDelimiter")
                .with("hasHeaderRow", better(DRUID_REFUSED_HEADERS))
                .with("skipHeaderRows", better(DRUID_REFUSED_HEADERS));
    }

    private static final Shape TEXT_PARSE_SPEC = by("format")
            .withDefault("tsv")
            .with("json", json(parseSpec()))
            .with("jsonLowercase", json(parseSpec()))
            .with("csv", delimitedParseSpec())
            .with("tsv", delimitedParseSpec().with("delimiter", USED))
            .with("regex", parseSpec("columns", "listDelimiter", "pattern"))
            .withRefused(NO_ENGINE, "javascript")
            .withRefused("lines have no form of their own in it, and Druid's tasks fail on it too", "timeAndDims")
            .withRefused(STREAMS, "protobuf", "thrift", "influx")
            .with("avro", refused("needs parser type [avro_hadoop]"))
            .with("orc", refused("needs parser type [orc]"))
            .with("parquet", refused("needs parser type [parquet]"));

    private static final Shape TEXT_PARSER = fields("type", "encoding").with("parseSpec", TEXT_PARSE_SPEC);

    /** Beside a parser of another format, as Druid's read it. */
    private static final Fields OF_ANOTHER_FORMAT = parseSpec()
            .withReported(
                    "the parser takes the timestampSpec and the dimensionsSpec of a parseSpec of another format, as Druid's",
                    "columns",
                    "delimiter",
                    "featureSpec",
                    "flattenSpec",
                    "function",
                    "hasHeaderRow",
                    "keepNullColumns",
                    "listDelimiter",
                    "pattern",
                    "skipHeaderRows");

    private static Fields binary(String format, String... used) {
        Choice parseSpec = by("format");
        for (String other : OTHER_FORMATS) {
            parseSpec.with(other, OF_ANOTHER_FORMAT);
        }
        return fields(used)
                .with("type", USED)
                .with("binaryAsString", USED)
                .with("parseSpec", parseSpec.with(format, nested()).with("timeAndDims", parseSpec()));
    }

    static final Shape PARSER = by("type")
            .withDefaultForUnknown("hadoopyString")
            .with("hadoopyString", TEXT_PARSER)
            .with("string", TEXT_PARSER)
            .with("avro_hadoop", binary("avro", "fromPigAvroStorage", "extractUnionsByType"))
            .with(
                    "orc",
                    binary("orc")
                            .withReported("the schema is the files' own", "typeString")
                            .withReported(
                                    "Druid passes over it since 0.15; name values of maps in a [flattenSpec]",
                                    "mapFieldNameFormat",
                                    "mapParentFieldNameFormat"))
            .with("parquet", binary("parquet"))
            .with("parquet-avro", binary("avro", "fromPigAvroStorage"))
            .withRefused(STREAMS, "avro_stream")
            .withRefused(ROWS_OF_CLASSES, "protobuf", "thrift")
            .withRefused(NO_FILES, "map", "noop");

    private static Fields delimited(String... used) {
        return fields(used)
                .with("type", USED)
                .with("columns", USED)
                .with("listDelimiter", USED)
                .with("findColumnsFromHeader", USED)
                .with("hasHeaderRow", USED)
                .with("skipHeaderRows", USED)
                .with("tryParseNumbers", USED);
    }

    private static Fields nestedFormat(String... used) {
        return fields(used).with("type", USED).with("binaryAsString", USED).with("flattenSpec", FLATTEN);
    }

    static final Shape INPUT_FORMAT = by("type")
            .with(
                    "json",
                    json(fields("type"))
                            .withReported("a line is always one object", "assumeNewlineDelimited", "useJsonNodeReader"))
            .with("csv", delimited())
            .with("tsv", delimited("delimiter"))
            .with("regex", fields("type", "pattern", "columns", "listDelimiter"))
            .with("avro_ocf", nestedFormat("schema", "extractUnionsByType"))
            .with("orc", nestedFormat())
            .with("parquet", nestedFormat())
            .withRefused(NO_ENGINE, "javascript")
            .withRefused(STREAMS, "avro_stream", "protobuf", "thrift", "kafka", "kinesis");

    private ParserFields() {}
}
