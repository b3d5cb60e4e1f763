package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a segment that are no columns, byte for byte as Druid writes them. */
final class SegmentFiles {
    static final byte[] VERSION = {0, 0, 0, 9};
    static final byte[] FACTORY = "{\"type\":\"mMapSegmentFactory\"}".getBytes(StandardCharsets.UTF_8);

    private SegmentFiles() {}

    /**
     * {@code index.drd}: names, interval, type of bitmaps, and which columns are null in every row.
     *
     * @param nullColumns of the dimensions and metrics, those that have no file
     */
    static Pieces index(
            Interval interval,
            BitmapFormat bitmaps,
            List<String> dimensions,
            List<String> metrics,
            Set<String> nullColumns,
            Scratch scratch)
            throws IOException {
        List<String> columns = new ArrayList<>(metrics);
        columns.addAll(dimensions);
        return new Pieces()
                .add(list(
                        columns.stream()
                                .filter(name -> !nullColumns.contains(name))
                                .toList(),
                        scratch))
                .add(list(
                        dimensions.stream()
                                .filter(name -> !nullColumns.contains(name))
                                .toList(),
                        scratch))
                .int64(interval.start())
                .int64(interval.end())
                .text("{\"type\":\"%s\"}".formatted(bitmaps.typeName()))
                .add(list(only(columns, nullColumns), scratch))
                .add(list(only(dimensions, nullColumns), scratch));
    }

    private static List<@Nullable String> only(List<String> names, Set<String> nullColumns) {
        List<@Nullable String> only = new ArrayList<>();
        for (String name : names) {
            only.add(nullColumns.contains(name) ? name : null);
        }
        return only;
    }

    private static Pieces list(List<? extends @Nullable String> names, Scratch scratch) throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "List of columns");
        boolean sorted = true;
        String previous = null;
        for (String name : names) {
            // Druid takes nulls in a row for sorted, and so writes the flag for them.
            sorted &= previous == null || (name != null && previous.compareTo(name) < 0);
            previous = name;
            if (name == null) {
                list.addNull();
            } else {
                list.add(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return list.finish(sorted);
    }

    /** {@code metadata.drd}: how the segment was built. */
    static Pieces metadata(SegmentSpec spec, List<Metric> sortedMetrics) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("container");
        ArrayNode aggregators = json.putArray("aggregators");
        sortedMetrics.forEach(metric -> aggregators.add(metric.combining().toJson()));
        json.set("timestampSpec", spec.timestampSpec().orElse((JsonNode) JsonNodeFactory.instance.nullNode()));
        json.set("queryGranularity", spec.queryGranularity().toJson());
        json.put("rollup", spec.rollup());
        ArrayNode ordering = json.putArray("ordering");
        ordering.add(ascending(Segment.TIME));
        spec.dimensions().forEach(dimension -> ordering.add(ascending(dimension.name())));
        return new Pieces().add(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode ascending(String column) {
        return JsonNodeFactory.instance.objectNode().put("columnName", column).put("order", "ascending");
    }
}
