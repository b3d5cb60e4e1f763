package io.isobar.replicator.dc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Questions about one view whose answers follow from its manifest, or at least must be the same in every data center.
 * They also bring the segments' indexes into memory before the first client asks.
 *
 * <ul>
 *   <li>rows of the whole view: must equal the manifest's total
 *   <li>rows a day: must add up to it
 *   <li>the first and last moment
 *   <li>the ten most frequent values of the first dimension: touches its dictionary and every segment
 * </ul>
 */
public final class GoldenQuestions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOP = 10;

    private final View view;
    private final long rows;

    /** Questions about {@code view}. */
    public GoldenQuestions(View view) {
        this.view = view;
        rows = view.totals().rows();
    }

    /** The questions, always in this order; none about an empty view. */
    public List<byte[]> questions() {
        var questions = new ArrayList<byte[]>();
        if (view.segments().isEmpty()) {
            return questions;
        }
        questions.add(bytes(counting("all")));
        questions.add(bytes(counting("day")));
        questions.add(bytes(query("timeBoundary")));
        firstDimension().ifPresent(dimension -> questions.add(bytes(top(dimension))));
        return questions;
    }

    /** Why {@code answer} to question {@code index} is wrong; empty if it isn't. */
    public Optional<String> complaint(int index, byte[] answer) throws IOException {
        if (index > 1) {
            return Optional.empty();
        }
        long counted = 0;
        for (JsonNode bucket : JSON.readTree(answer)) {
            counted += bucket.path("result").path("rows").asLong();
        }
        return counted == rows
                ? Optional.empty()
                : Optional.of("counted [%d] rows, the manifest has [%d]".formatted(counted, rows));
    }

    private ObjectNode counting(String granularity) {
        ObjectNode query = query("timeseries").put("granularity", granularity);
        count(query);
        query.withObjectProperty("context").put("skipEmptyBuckets", true);
        return query;
    }

    private ObjectNode top(String dimension) {
        ObjectNode query = query("topN")
                .put("granularity", "all")
                .put("dimension", dimension)
                .put("metric", "rows")
                .put("threshold", TOP);
        count(query);
        return query;
    }

    private static void count(ObjectNode query) {
        query.putArray("aggregations").addObject().put("type", "count").put("name", "rows");
    }

    private ObjectNode query(String type) {
        ObjectNode query = JSON.createObjectNode().put("queryType", type).put("dataSource", view.dataSource());
        if (!type.equals("timeBoundary")) {
            ArrayNode intervals = query.putArray("intervals");
            intervals.add(span().toString());
        }
        query.putObject("context")
                .put("release", view.seq())
                .put("useCache", false)
                .put("populateCache", false);
        return query;
    }

    private Interval span() {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (ReleaseSegment segment : view.segments().values()) {
            start = Math.min(start, segment.id().interval().start());
            end = Math.max(end, segment.id().interval().end());
        }
        return new Interval(start, end);
    }

    /** First by name, so that it doesn't depend on the order of segments. */
    private Optional<String> firstDimension() {
        var names = new TreeSet<String>();
        view.segments().values().forEach(segment -> names.addAll(segment.dimensions()));
        return names.stream().findFirst();
    }

    private static byte[] bytes(ObjectNode query) {
        return query.toString().getBytes(StandardCharsets.UTF_8);
    }
}
