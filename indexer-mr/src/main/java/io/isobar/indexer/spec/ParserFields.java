package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.only;
import static io.isobar.indexer.spec.Shape.refused;

/** The fields of {@code parser}: how files become rows. */
final class ParserFields {
    static final Shape FLATTEN = fields("useFieldDiscovery").with("fields", listOf((value, path, findings) -> {
        if (value.isObject()) {
            by("type")
                    .with("root", fields("type", "name", "expr"))
                    .with("path", fields("type", "name", "expr"))
                    .withRefused("use type [path]", "jq", "tree")
                    .check(value, path, findings);
        }
    }));

    private static Shape.Fields parseSpec(String... used) {
        return fields(used)
                .with("format", USED)
                .with("type", USED)
                .with("timestampSpec", SchemaFields.TIMESTAMP)
                .with("dimensionsSpec", SchemaFields.DIMENSIONS);
    }

    private static Shape.Fields delimited(String... used) {
        return parseSpec(used)
                .with("columns", USED)
                .with("listDelimiter", USED)
                .withRefused(
                        "files are split between tasks; name the columns, or read the file as a source of the pipeline"
                                + " with [header]: true",
                        "hasHeaderRow",
                        "skipHeaderRows");
    }

    private static Shape.Fields json() {
        return parseSpec()
                .with("flattenSpec", FLATTEN)
                .withReported("parsing is always strict", "featureSpec")
                .withReported("a null and an absent field are the same", "keepNullColumns");
    }

    private static final Shape TEXT_PARSE_SPEC = by("format")
            .with("json", json())
            .with("jsonLowercase", json())
            .with("csv", delimited())
            .with("tsv", delimited("delimiter"))
            .withRefused("use json, csv or tsv", "regex", "javascript", "timeAndDims", "avro", "orc", "protobuf")
            .with("parquet", refused("needs parser type [parquet]"));

    private static final Shape PARQUET_PARSE_SPEC = by("format")
            .with("parquet", parseSpec().with("flattenSpec", FLATTEN))
            .with("timeAndDims", parseSpec())
            .withRefused("use parseSpec format [parquet]", "avro");

    private static final Shape TEXT_PARSER = fields("type")
            .with("parseSpec", TEXT_PARSE_SPEC)
            .with("encoding", only("UTF-8", "text files are read as UTF-8"));

    static final Shape PARSER = by("type")
            .withDefault("hadoopyString")
            .with("hadoopyString", TEXT_PARSER)
            .with("string", TEXT_PARSER)
            .with("parquet", fields("type", "binaryAsString").with("parseSpec", PARQUET_PARSE_SPEC))
            .withRefused("use parser type [parquet]", "parquet-avro")
            .withRefused(
                    "input is JSON lines, CSV, TSV or Parquet",
                    "avro_hadoop",
                    "orc",
                    "protobuf",
                    "thrift",
                    "map",
                    "noop");

    private ParserFields() {}
}
