package io.isobar.catalog.dc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment as Druid's own metadata describe it, whichever Druid wrote them.
 *
 * @param loadSpec Druid's JSON: where the bytes are
 * @param shardSpec Druid's JSON: which of the segments of its interval and version it is
 * @param dimensions names
 * @param metrics names
 * @param size of its files, unzipped
 */
public record DruidSegment(
        SegmentId id, JsonNode loadSpec, JsonNode shardSpec, List<String> dimensions, List<String> metrics, long size) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public DruidSegment {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
    }

    /**
     * Reads the column {@code payload}.
     *
     * @throws IllegalArgumentException if it is none, naming the row
     */
    static DruidSegment parse(String rowId, byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            JsonNode shard = json.path("shardSpec");
            return new DruidSegment(
                    new SegmentId(
                            json.path("dataSource").asText(),
                            Interval.parse(json.path("interval").asText()),
                            json.path("version").asText(),
                            shard.path("partitionNum").asInt()),
                    json.path("loadSpec"),
                    shard,
                    names(json.path("dimensions")),
                    names(json.path("metrics")),
                    json.path("size").asLong());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(rowId, payload, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory does not fail", e);
        }
    }

    private static IllegalArgumentException unreadable(String rowId, byte[] payload, Exception cause) {
        return new IllegalArgumentException(
                "Row [%s] of Druid's segments has a payload of [%d] bytes that can't be read: %s"
                        .formatted(rowId, payload.length, cause.getMessage()),
                cause);
    }

    /** One text with commas, in some old Druids a list. */
    private static List<String> names(JsonNode value) {
        List<String> names = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(name -> names.add(name.asText()));
        } else if (!value.asText().isEmpty()) {
            names.addAll(List.of(value.asText().split(",")));
        }
        return names;
    }

    /** Whether it stands for an interval that has been emptied: it hides what is older, and has no rows. */
    public boolean isTombstone() {
        return shardType().equals("tombstone") || loadSpec.path("type").asText().equals("tombstone");
    }

    /** Druid's name for the kind of shard spec; {@code numbered} if there is none, as Druid takes it. */
    String shardType() {
        return shardSpec.path("type").asText("numbered");
    }

    /** How many partitions its interval and version have, from 0 on, before they are visible; -1 if ranges tell. */
    int corePartitions() {
        return switch (shardType()) {
            case "single", "range" -> shardSpec.path("numCorePartitions").asInt(-1);
            case "linear" -> 0;
            case "none" -> 1;
            default -> shardSpec.path("partitions").asInt(1);
        };
    }

    /** Where its range begins, or ends: null if it is open there. */
    JsonNode bound(String side) {
        return shardSpec.path(side);
    }
}
