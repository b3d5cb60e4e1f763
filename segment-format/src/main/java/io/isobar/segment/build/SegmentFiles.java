package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Segment;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a segment that are no columns, byte for byte as Druid writes them. */
final class SegmentFiles {
    static final byte[] VERSION = {0, 0, 0, 9};
    static final byte[] FACTORY = "{\"type\":\"mMapSegmentFactory\"}".getBytes(StandardCharsets.UTF_8);

    private SegmentFiles() {}

    /** {@code index.drd}: names, interval, type of bitmaps, and that no column is null in every row. */
    static Pieces index(SegmentSpec spec, List<String> dimensions, List<String> metrics, Scratch scratch)
            throws IOException {
        List<String> columns = new ArrayList<>(metrics);
        columns.addAll(dimensions);
        return new Pieces()
                .add(list(columns, scratch))
                .add(list(dimensions, scratch))
                .int64(spec.interval().start())
                .int64(spec.interval().end())
                .text("{\"type\":\"%s\"}".formatted(spec.indexSpec().bitmap().typeName()))
                .add(list(Collections.nCopies(columns.size(), null), scratch))
                .add(list(Collections.nCopies(dimensions.size(), null), scratch));
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
