package io.isobar.bench.isobar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.bench.Contender;
import io.isobar.bench.ContenderProcess;
import io.isobar.bench.RowTable;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentMerger;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.time.Granularity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Isobar, to be timed. Its builder may use a sixth of the heap, as Druid's index does by default. */
final class IsobarContender implements Contender {
    private static final int HEAP_SHARE = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private IsobarContender() {}

    /** Does what standard input says. */
    public static void main(String... args) throws IOException {
        ContenderProcess.serve(new IsobarContender());
    }

    @Override
    public void build(RowTable rows, int from, int to, String spec, String indexSpec, Path scratch, Path out)
            throws IOException {
        SegmentSpec segmentSpec = spec(spec, indexSpec);
        RowTable.Column time = rows.column(Segment.TIME);
        List<RowTable.Column> dimensions = segmentSpec.dimensions().stream()
                .map(dimension -> rows.column(dimension.name()))
                .toList();
        List<Optional<RowTable.Column>> metrics = segmentSpec.metrics().stream()
                .map(metric -> Optional.ofNullable(metric.fieldName()).map(rows::column))
                .toList();
        long budget = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        try (SegmentBuilder builder = new SegmentBuilder(segmentSpec, scratch, budget)) {
            for (int row = from; row < to; row++) {
                @Nullable Object[] dimensionValues = new Object[dimensions.size()];
                for (int i = 0; i < dimensionValues.length; i++) {
                    dimensionValues[i] = dimensions.get(i).value(row);
                }
                @Nullable Object[] metricValues = new Object[metrics.size()];
                for (int i = 0; i < metricValues.length; i++) {
                    Optional<RowTable.Column> column = metrics.get(i);
                    metricValues[i] = column.isPresent() ? column.get().value(row) : null;
                }
                builder.add(new BuildRow(time.number(row), dimensionValues, metricValues));
            }
            builder.writeTo(out);
        }
    }

    @Override
    public void merge(List<Path> parts, String spec, String indexSpec, Path scratch, Path out) throws IOException {
        List<Segment> segments = new ArrayList<>();
        try {
            for (Path part : parts) {
                segments.add(Segment.open(part));
            }
            SegmentMerger.merge(spec(spec, indexSpec), segments, scratch, out);
        } finally {
            segments.forEach(Segment::close);
        }
    }

    @Override
    public void open(Path segment) throws IOException {
        Segment.open(segment).close();
    }

    @Override
    public Reading reading(Path segment, Task task, String column, String filter) throws IOException {
        return IsobarReading.of(Segment.open(segment), task, column, filter);
    }

    static SegmentSpec spec(String spec, String indexSpec) throws JsonProcessingException {
        JsonNode json = JSON.readTree(spec);
        List<Dimension> dimensions = new ArrayList<>();
        json.path("dimensions").forEach(dimension -> dimensions.add(Dimension.fromJson(dimension)));
        List<Metric> metrics = new ArrayList<>();
        json.path("metrics").forEach(metric -> metrics.add(Metric.fromJson(metric)));
        return new SegmentSpec(
                Interval.parse(json.path("interval").asText()),
                Granularity.fromJson(json.path("queryGranularity")),
                true,
                dimensions,
                metrics,
                IndexSpec.fromJson(JSON.readTree(indexSpec)),
                Optional.empty());
    }
}
