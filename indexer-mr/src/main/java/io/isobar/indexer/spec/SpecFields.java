package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.NUMBER;
import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.better;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.only;
import static io.isobar.indexer.spec.Shape.reported;

/**
 * Every field of Druid's Hadoop spec (0.7 to 36), and what Isobar makes of it.
 *
 * <p>{@code USED}: read. {@code reported}: has no meaning here, accepted, and the owner is told. {@code refused}: would
 * change the result and isn't possible, so it stops the run before it starts. A name that isn't listed was never one of
 * Druid's.
 */
final class SpecFields {
    private static final String SEGMENTS_ARE_STREAMED =
            "reducers get their rows sorted and stream them into the segment, nothing is persisted in between";
    private static final String ONE_CLASS_PATH = "tasks run with the jars of Isobar's distribution";

    private static final Shape METRICS = MetricFields.LIST;

    private static final Shape GRANULARITY = by("type")
            .withDefaultForUnknown("uniform")
            .with(
                    "uniform",
                    fields("type", "segmentGranularity", "queryGranularity", "rollup", "intervals")
                            .withRefused(
                                    "it is the name in Druid 0.6, and later ones pass over it: write [segmentGranularity]",
                                    "gran")
                            .withReported("Druid ignores it too; give the granularity a time zone", "timezone"))
            .with("arbitrary", fields("type", "queryGranularity", "rollup", "intervals"));

    private static final Shape TRANSFORM = fields().with("filter", FilterFields.FILTER)
            .with("transforms", listOf(by("type").with("expression", fields("type", "name", "expression"))));

    private static final Shape DATA_SCHEMA = fields("dataSource")
            .with("parser", ParserFields.PARSER)
            .with("timestampSpec", SchemaFields.TIMESTAMP)
            .with("dimensionsSpec", SchemaFields.DIMENSIONS)
            .with("metricsSpec", METRICS)
            .with("granularitySpec", GRANULARITY)
            .with("transformSpec", TRANSFORM)
            .withReported("Druid's Hadoop indexer didn't write them either", "projections");

    private static final Shape IO_CONFIG = fields().with("type", only("hadoop", "the file is an index_hadoop spec"))
            .with("inputSpec", InputFields.INPUT_SPEC)
            .with("inputFormat", ParserFields.INPUT_FORMAT)
            .withReported(
                    "the release is sealed in the control database of Isobar's configuration", "metadataUpdateSpec")
            .withReported(
                    "segments go to the home store of Isobar's configuration, named by their SHA-256",
                    "segmentOutputPath");

    private static final Shape INDEX_SPEC = fields("dimensionCompression", "metricCompression", "longEncoding")
            .with("bitmap", fields("type").withReported("runs are always compressed", "compressRunOnSerialization"))
            .with(
                    "stringDictionaryEncoding",
                    fields("type").with("bucketSize", NUMBER).with("formatVersion", NUMBER))
            .withRefused("complex columns are written uncompressed, as up to Druid 30", "complexMetricCompression")
            .withReported("there are no nested columns", "jsonCompression", "autoColumnFormatSpec", "autoColumnFormat")
            .withReported("historicals map every segment", "segmentLoader");

    private static final Shape TUNING_CONFIG = fields(
                    "workingPath",
                    "ignoreInvalidRows",
                    "logParseExceptions",
                    "leaveIntermediate",
                    "forceExtendableShardSpecs",
                    "determinePartitionsSamplingFactor")
            .with("type", only("hadoop", "the file is an index_hadoop spec"))
            .with("jobProperties", new JobPropertyFields())
            .with("maxParseExceptions", better("bad rows are kept in a file, with their place and the reason"))
            .with("partitionsSpec", PartitionFields.PARTITIONS)
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
            .withReported("small files of every format share a task", "combineText")
            .withReported("map tasks add rows up wherever the sums are exact", "useCombiner")
            .withReported("name properties of the tasks in [jobProperties]", "allowedHadoopPrefix")
            .withReported("a run polls its own jobs", "useYarnRMJobStatusFallback")
            .withReported("use 'isobar release show' to see what is served", "awaitSegmentAvailabilityTimeoutMillis");

    private static Fields spec() {
        return fields().with("dataSchema", DATA_SCHEMA)
                .with("ioConfig", IO_CONFIG)
                .with("tuningConfig", TUNING_CONFIG)
                .withReported("a run is named by its input", "uniqueId")
                .withReported("there is no overlord", "context")
                .withReported("it named classes of Druid 0.6", "registererers");
    }

    private static final Shape TASK = fields().with("type", only("index_hadoop", "other tasks are not run"))
            .with("spec", spec())
            .with("pipeline", PipelineFields.PIPELINE)
            .withReported("a run is named by its input", "id", "groupId", "resource", "dataSource")
            .withReported("there is no overlord", "context")
            .withReported(ONE_CLASS_PATH, "hadoopDependencyCoordinates", "hadoopCoordinates", "classpathPrefix");

    private static final Shape COMMAND_LINE_FORM =
            spec().with("pipeline", PipelineFields.PIPELINE).with("type", USED);

    private static final Shape OUTPUTS = fields().with("type", only("index_hadoop", "other tasks are not run"))
            .with("pipeline", PipelineFields.PIPELINE)
            .with("outputs", listOf(fields("stage").with("spec", spec())));

    private static final Shape ONE_SEGMENT = fields("queryGranularity", "rollup", "interval", "dataSource")
            .with("timestampSpec", SchemaFields.TIMESTAMP)
            .with("dimensionsSpec", SchemaFields.DIMENSIONS)
            .with("metricsSpec", METRICS)
            .with("transformSpec", TRANSFORM)
            .with("indexSpec", INDEX_SPEC)
            .withReported("it describes how the segment came to be", "druidVersion", "inputRows", "storedRows", "bytes")
            .with("storeEmptyColumns", reported("a column without values is not stored; it answers null all the same"));

    private static final DruidNames DRUID = DruidNames.in(TASK);

    private SpecFields() {}

    /** What Druid's reader knows elsewhere, in a file that comes in this envelope. */
    static DruidNames druidNames(Envelope envelope) {
        return envelope == Envelope.ONE_SEGMENT ? DruidNames.NONE : DRUID;
    }

    /** The fields of a file that comes in this envelope. */
    static Shape of(Envelope envelope) {
        return switch (envelope) {
            case TASK -> TASK;
            case COMMAND_LINE -> COMMAND_LINE_FORM;
            case OUTPUTS -> OUTPUTS;
            case ONE_SEGMENT -> ONE_SEGMENT;
        };
    }
}
