package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.expression.Expression;
import io.isobar.segment.Interval;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a spec asks for, checked and with Druid's defaults filled in.
 *
 * @param input where the files, or the segments, are; empty if a pipeline gives the rows, or the caller brings a file
 * @param metricSpecs what is aggregated of which rows, in the order of the file
 * @param timestampJson the timestampSpec as it stands in the file, for the segment's metadata
 */
public record IngestionSpec(
        String dataSource,
        InputFormatSpec format,
        TimestampSpec timestamp,
        DimensionsSpec dimensions,
        List<MetricSpec> metricSpecs,
        GranularitySpec granularity,
        TransformSpec transform,
        Optional<InputPaths> input,
        TuningSpec tuning,
        Optional<JsonNode> timestampJson) {
    public IngestionSpec {
        metricSpecs = List.copyOf(metricSpecs);
        requirePartitionDimensions(dimensions, tuning);
        boolean discovers = dimensions.discovers();
        format = format.reading(
                fields(timestamp, dimensions, metricSpecs, transform, !discovers),
                discovers ? format.flatten().discover() : transform.filter().isPresent());
        Set<String> names = new HashSet<>();
        dimensions.listed().forEach(dimension -> names.add(dimension.name()));
        for (MetricSpec metric : metricSpecs) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException(
                        "Metric [%s] has the name of another metric or dimension: rename one".formatted(metric.name()));
            }
        }
    }

    /** A partition dimension that is none would be null in all rows. */
    private static void requirePartitionDimensions(DimensionsSpec dimensions, TuningSpec tuning) {
        List<String> names = dimensions.listed().stream().map(Dimension::name).toList();
        for (String name : tuning.partitions().rule().dimensions()) {
            if (!dimensions.discovers() && !names.contains(name)) {
                throw new IllegalArgumentException(
                        "Partition dimension [%s] of [partitionsSpec] is no dimension: known are %s"
                                .formatted(name, names));
            }
        }
    }

    /** The fields of the input that the parts of a spec name; what the filter of the transforms reads isn't known. */
    private static Set<String> fields(
            TimestampSpec timestamp,
            DimensionsSpec dimensions,
            List<MetricSpec> metrics,
            TransformSpec transform,
            boolean ofTransforms) {
        Set<String> names = new HashSet<>(Set.of(timestamp.column()));
        dimensions.listed().forEach(dimension -> names.add(dimension.name()));
        metrics.forEach(metric -> names.addAll(metric.inputs()));
        if (ofTransforms) {
            transform
                    .columns()
                    .forEach(column ->
                            names.addAll(Expression.parse(column.expression()).requiredColumns()));
        }
        return names;
    }

    /** The columns that the metrics become, in the order of the file. */
    public List<Metric> metrics() {
        return metricSpecs.stream().map(MetricSpec::column).toList();
    }

    /** How to build a segment of this interval. The dimensions must be listed, see {@link #withDimensions}. */
    public SegmentSpec toSegmentSpec(Interval interval) {
        if (dimensions.discovers()) {
            throw new IllegalStateException(
                    "The dimensions of [" + dataSource + "] are not known before all rows are read");
        }
        return new SegmentSpec(
                interval,
                granularity.queryGranularity(),
                granularity.rollup(),
                dimensions.listed(),
                metrics(),
                tuning.indexSpec(),
                timestampJson);
    }

    /** The same spec with exactly these dimensions. */
    public IngestionSpec withDimensions(List<Dimension> resolved) {
        return new IngestionSpec(
                dataSource,
                format,
                timestamp,
                new DimensionsSpec(resolved, dimensions.exclusions(), false),
                metricSpecs,
                granularity,
                transform,
                input,
                tuning,
                timestampJson);
    }

    /** The segments that are read. */
    public List<SegmentsSpec> segments() {
        return input.map(InputPaths::segments).orElse(List.of());
    }

    /** Whether some of the rows that are read are aggregates already. */
    public boolean readsAggregates() {
        return segments().stream().anyMatch(segments -> !segments.useNewAggs());
    }

    /**
     * How segments are built of rows of which some stand for several: there a count is the sum of what each row counts, which
     * is 1 for a row of a file.
     */
    public IngestionSpec addingUpCounts() {
        return with(timestamp, metricSpecs.stream().map(IngestionSpec::addingUp).toList());
    }

    private static MetricSpec addingUp(MetricSpec spec) {
        Metric column = spec.column();
        return column.kind() == Metric.Kind.COUNT ? MetricSpec.of(column.combining()) : spec;
    }

    /**
     * How the rows of segments are read: their time is a column, and the metrics that they have are read from their own
     * columns: its filter has had its say then. A metric that they lack reads its {@code fieldName}, as from any row.
     *
     * @param combined the metrics of the segments whose columns are to be combined
     */
    public IngestionSpec overSegments(Set<String> combined) {
        return with(
                TimestampSpec.OF_SEGMENTS,
                metricSpecs.stream()
                        .map(spec -> combined.contains(spec.name()) ? combining(spec) : spec)
                        .toList());
    }

    /** The same spec for who wants to know times and dimensions only. */
    public IngestionSpec withoutMetrics() {
        return with(timestamp, List.of());
    }

    /** Sketches keep their settings: a column's bytes say what they are. */
    private static MetricSpec combining(MetricSpec spec) {
        Metric metric = spec.metric();
        return MetricSpec.of(
                metric.settings() == null
                        ? metric.combining()
                        : new Metric(metric.kind(), metric.name(), metric.name(), metric.settings()));
    }

    private IngestionSpec with(TimestampSpec time, List<MetricSpec> otherMetrics) {
        return new IngestionSpec(
                dataSource,
                format,
                time,
                dimensions,
                otherMetrics,
                granularity,
                transform,
                input,
                tuning,
                timestampJson);
    }

    static IngestionSpec read(SpecObject spec, boolean pipeline) {
        SpecObject schema = spec.object("dataSchema");
        if (!schema.json().isObject()) {
            throw new SpecException(schema.path(), "is missing: this is not an index_hadoop spec");
        }
        SpecObject parser = schema.object("parser");
        SpecObject parse = parser.object("parseSpec");
        SpecObject timestamp = schema.has("timestampSpec") ? schema : parse;
        SpecObject dimensions = schema.has("dimensionsSpec") ? schema : parse;
        SpecObject io = spec.object("ioConfig");
        if (pipeline && io.has("inputSpec")) {
            throw new SpecException(
                    io.at("inputSpec"), "excludes [pipeline]: the last stage of the pipeline gives the rows");
        }
        Optional<InputPaths> input =
                io.has("inputSpec") ? Optional.of(InputPaths.read(io.object("inputSpec"))) : Optional.empty();
        boolean onlySegments = input.isPresent() && !input.get().readsFiles();
        InputFormatSpec format =
                onlySegments ? InputFormatSpec.SEGMENTS : pipeline ? InputFormatSpec.ROWS : ofFiles(schema, io);
        if (io.has("inputSpec")) {
            InputFormatClasses.check(io.object("inputSpec"), format.kind());
        }
        return schema.readingHere(json -> new IngestionSpec(
                dataSource(schema),
                format,
                TimestampSpec.read(timestamp.object("timestampSpec")),
                DimensionsSpec.read(dimensions.object("dimensionsSpec")),
                schema.list("metricsSpec", MetricSpec::read),
                GranularitySpec.read(schema.object("granularitySpec")),
                TransformSpec.read(schema.object("transformSpec"), "transforms"),
                input,
                TuningSpec.read(spec.object("tuningConfig")),
                Optional.of(timestamp.object("timestampSpec").json()).filter(JsonNode::isObject)));
    }

    private static InputFormatSpec ofFiles(SpecObject schema, SpecObject io) {
        if (schema.has("parser") == io.has("inputFormat")) {
            throw new SpecException(
                    schema.at("parser"),
                    schema.has("parser")
                            ? "excludes [%s]: name the format of the files once".formatted(io.at("inputFormat"))
                            : "is missing: it says how the files are read; or give [%s]"
                                    .formatted(io.at("inputFormat")));
        }
        return schema.has("parser")
                ? InputFormatReader.parser(schema.object("parser"))
                : InputFormatReader.inputFormat(io.object("inputFormat"));
    }

    /** The form of one segment: the parts of a dataSchema beside an interval and an indexSpec. */
    static IngestionSpec readOneSegment(SpecObject spec) {
        List<Interval> interval = spec.has("interval")
                ? List.of(new SpecObject(spec.json().get("interval"), "interval").intervalHere())
                : List.of();
        return spec.readingHere(json -> new IngestionSpec(
                spec.text("dataSource", "segment"),
                InputFormatSpec.JSON_LINES,
                TimestampSpec.read(spec.object("timestampSpec")),
                DimensionsSpec.read(spec.object("dimensionsSpec")),
                spec.list("metricsSpec", MetricSpec::read),
                new GranularitySpec(
                        Optional.empty(),
                        spec.granularity("queryGranularity", "none"),
                        spec.flag("rollup", true),
                        interval),
                TransformSpec.read(spec.object("transformSpec"), "transforms"),
                Optional.empty(),
                TuningSpec.read(spec),
                Optional.of(spec.object("timestampSpec").json()).filter(JsonNode::isObject)));
    }

    private static String dataSource(SpecObject schema) {
        String name = schema.text("dataSource");
        boolean valid = !name.isBlank() && name.indexOf('/') < 0 && !name.startsWith(".");
        if (!valid || name.chars().anyMatch(c -> Character.isWhitespace(c) && c != ' ')) {
            throw new SpecException(
                    schema.at("dataSource"),
                    "has value [" + name
                            + "]: a name isn't empty, has no [/], doesn't begin with [.], and of white space only blanks");
        }
        return name;
    }
}
