package io.isobar.indexer.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A segment that is read.
 *
 * @param location of its zip, on a file system of Hadoop's
 * @param sha256 of the zip, if whoever published it said so
 * @param size of its files, unzipped
 * @param intervals rows at other times are passed over: they weren't asked for, or a newer segment covers them
 * @param dimensions names
 * @param metrics names
 */
public record InputSegment(
        SegmentId id,
        URI location,
        Optional<String> sha256,
        long size,
        List<Interval> intervals,
        List<String> dimensions,
        List<String> metrics) {
    public InputSegment {
        intervals = List.copyOf(intervals);
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("Segment [%s] is read at no time".formatted(id));
        }
    }

    /** What tells whether it is the same as before: its digest, or else its id, which names content that never changes. */
    public String identity() {
        return "%s %s %s".formatted(id, sha256.orElse("-"), intervals);
    }

    /** What a task needs to know, as {@link #fromJson} reads it. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("dataSource", id.dataSource())
                .put("id", id.toString())
                .put("location", location.toString())
                .put("size", size);
        sha256.ifPresent(digest -> json.put("sha256", digest));
        intervals.forEach(interval -> json.withArray("intervals").add(interval.toString()));
        dimensions.forEach(json.putArray("dimensions")::add);
        metrics.forEach(json.putArray("metrics")::add);
        return json;
    }

    /** Reads what {@link #toJson} gave. */
    public static InputSegment fromJson(JsonNode json) {
        List<Interval> intervals = new ArrayList<>();
        json.path("intervals").forEach(interval -> intervals.add(Interval.parse(interval.textValue())));
        return new InputSegment(
                SegmentId.parse(
                        json.path("dataSource").textValue(), json.path("id").textValue()),
                URI.create(json.path("location").textValue()),
                Optional.ofNullable(json.path("sha256").textValue()),
                json.path("size").longValue(),
                intervals,
                texts(json.path("dimensions")),
                texts(json.path("metrics")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
