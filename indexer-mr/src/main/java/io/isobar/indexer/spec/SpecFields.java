package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.mapOf;
import static io.isobar.indexer.spec.Shape.only;
import static io.isobar.indexer.spec.Shape.refused;
import static io.isobar.indexer.spec.Shape.reported;

/**
 * Every field of Druid's Hadoop spec (0.23 to 36), and what Isobar makes of it.
 *
 * <p>{@code USED}: read. {@code reported}: has no meaning here, accepted, and the owner is told. {@code refused}: would
 * change the result and isn't possible, so it stops the run before it starts. A name that isn't listed was never one of
 * Druid's.
 */
final class SpecFields {
    private static final String SEGMENTS_ARE_STREAMED =
            "reducers get their rows sorted and stream them into the segment, nothing is persisted in between";
    private static final String ONE_CLASS_PATH = "tasks run with the jars of Isobar's distribution";

    private static final Shape TIMESTAMP = fields("column", "format", "missingValue");

    private static final Shape DIMENSION = (value, path, findings) -> {
        if (value.isObject()) {
            Shape typed = fields("type", "name", "createBitmapIndex", "multiValueHandling");
            by("type")
                    .withDefault("string")
                    .with("string", typed)
                    .with("long", typed)
                    .with("float", typed)
                    .with("double", typed)
                    .withRefused("dimensions are string, long, float or double", "spatial", "json", "auto")
                    .check(value, path, findings);
        }
    };

    private static final Shape DIMENSIONS = fields("dimensionExclusions", "includeAllDimensions")
            .with("dimensions", listOf(DIMENSION))
            .withRefused("spatial columns can't be written", "spatialDimensions")
            .withRefused("types are not discovered: list the dimensions with their types", "useSchemaDiscovery")
            .with("forceSegmentSortByTime", only("true", "segments are sorted by time first"));

    private static final Shape FLATTEN = fields("useFieldDiscovery").with("fields", listOf((value, path, findings) -> {
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
                .with("timestampSpec", TIMESTAMP)
                .with("dimensionsSpec", DIMENSIONS);
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

    private static final Shape PARSER = by("type")
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

    private static final Shape METRICS = MetricFields.LIST;

    private static final Shape GRANULARITY = by("type")
            .withDefault("uniform")
            .with(
                    "uniform",
                    fields("type", "segmentGranularity", "queryGranularity", "rollup", "intervals")
                            .withReported("Druid ignores it too; give the granularity a time zone", "timezone"))
            .with("arbitrary", fields("type", "queryGranularity", "rollup", "intervals"));

    private static final Shape TRANSFORM = fields("filter")
            .with("transforms", listOf(by("type").with("expression", fields("type", "name", "expression"))));

    private static final Shape DATA_SCHEMA = fields("dataSource")
            .with("parser", PARSER)
            .with("timestampSpec", TIMESTAMP)
            .with("dimensionsSpec", DIMENSIONS)
            .with("metricsSpec", METRICS)
            .with("granularitySpec", GRANULARITY)
            .with("transformSpec", TRANSFORM)
            .withReported("Druid's Hadoop indexer didn't write them either", "projections");

    private static final Shape STATIC_INPUT = fields("type", "paths", "inputFormat");
    private static final Shape GRANULARITY_INPUT =
            fields("type", "dataGranularity", "inputPath", "filePattern", "pathFormat", "inputFormat");

    private static Shape input() {
        var choice = by("type")
                .with("static", STATIC_INPUT)
                .with("granularity", GRANULARITY_INPUT)
                .withRefused(
                        "reading segments back is not part of this; index from the raw files",
                        "dataSource",
                        "granular_unprocessed");
        return choice.with("multi", fields("type").with("children", listOf(choice)));
    }

    private static final Shape IO_CONFIG = fields().with("type", only("hadoop", "the file is an index_hadoop spec"))
            .with("inputSpec", input())
            .withReported(
                    "the release is sealed in the control database of Isobar's configuration", "metadataUpdateSpec")
            .withReported(
                    "segments go to the home store of Isobar's configuration, named by their SHA-256",
                    "segmentOutputPath");

    private static final Shape PARTITIONS = by("type")
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

    private static final Shape INDEX_SPEC = fields(
                    "dimensionCompression", "metricCompression", "longEncoding", "stringDictionaryEncoding")
            .with("bitmap", fields("type").withReported("runs are always compressed", "compressRunOnSerialization"))
            .withRefused("complex columns are written uncompressed, as up to Druid 30", "complexMetricCompression")
            .withReported("there are no nested columns", "jsonCompression", "autoColumnFormatSpec", "autoColumnFormat")
            .withReported("historicals map every segment", "segmentLoader");

    private static final Shape TUNING_CONFIG = fields(
                    "workingPath",
                    "ignoreInvalidRows",
                    "maxParseExceptions",
                    "logParseExceptions",
                    "jobProperties",
                    "leaveIntermediate")
            .with("type", only("hadoop", "the file is an index_hadoop spec"))
            .with("partitionsSpec", PARTITIONS)
            .with("indexSpec", INDEX_SPEC)
            .withReported("the version is fixed once per input when the batch begins", "version", "useExplicitVersion")
            .withReported("Isobar finds the shards itself", "shardSpecs")
            .withReported(
                    SEGMENTS_ARE_STREAMED,
                    "indexSpecForIntermediatePersists",
                    "appendableIndexSpec",
                    "maxRowsInMemory",
                    "rowFlushBoundary",
                    "maxBytesInMemory",
                    "numBackgroundPersistThreads",
                    "useMaxMemoryEstimates",
                    "persistInHeap",
                    "ingestOffheap",
                    "bufferSize",
                    "aggregationBufferRatio",
                    "buildV9Directly")
            .withReported("the next run of the same input removes what a failed one left", "cleanupOnFailure")
            .withReported("a run writes into a directory of its own", "overwriteFiles")
            .withReported("small files share a task by Hadoop's own settings", "combineText")
            .withReported("combining in the map tasks would change the sums of floating numbers", "useCombiner")
            .withReported("hashed shard specs can be read by every Druid", "forceExtendableShardSpecs")
            .withReported("name properties of the tasks in [jobProperties]", "allowedHadoopPrefix")
            .withReported("a run polls its own jobs", "useYarnRMJobStatusFallback")
            .withReported("use 'isobar release show' to see what is served", "awaitSegmentAvailabilityTimeoutMillis")
            .withReported("it is for range partitions", "determinePartitionsSamplingFactor");

    private static final Shape SOURCE = by("format")
            .with("json", fields("format", "paths").with("flatten", FLATTEN))
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

    private static final Shape PIPELINE =
            fields().with("sources", mapOf(SOURCE)).with("stages", listOf(STAGE));

    private static Shape.Fields spec() {
        return fields().with("dataSchema", DATA_SCHEMA)
                .with("ioConfig", IO_CONFIG)
                .with("tuningConfig", TUNING_CONFIG)
                .withReported("a run is named by its input", "uniqueId")
                .withReported("there is no overlord", "context");
    }

    private static final Shape TASK = fields().with("type", only("index_hadoop", "other tasks are not run"))
            .with("spec", spec())
            .with("pipeline", PIPELINE)
            .withReported("a run is named by its input", "id", "groupId", "resource", "dataSource")
            .withReported("there is no overlord", "context")
            .withReported(ONE_CLASS_PATH, "hadoopDependencyCoordinates", "hadoopCoordinates", "classpathPrefix");

    private static final Shape COMMAND_LINE_FORM =
            spec().with("pipeline", PIPELINE).with("type", USED);

    private static final Shape ONE_SEGMENT = fields("queryGranularity", "rollup", "interval", "dataSource")
            .with("timestampSpec", TIMESTAMP)
            .with("dimensionsSpec", DIMENSIONS)
            .with("metricsSpec", METRICS)
            .with("transformSpec", TRANSFORM)
            .with("indexSpec", INDEX_SPEC)
            .withReported("it describes how the segment came to be", "druidVersion", "inputRows", "storedRows", "bytes")
            .with("storeEmptyColumns", reported("a column without values is not stored; it answers null all the same"));

    private SpecFields() {}

    /** The fields of a file that comes in this envelope. */
    static Shape of(Envelope envelope) {
        return switch (envelope) {
            case TASK -> TASK;
            case COMMAND_LINE -> COMMAND_LINE_FORM;
            case ONE_SEGMENT -> ONE_SEGMENT;
        };
    }
}
