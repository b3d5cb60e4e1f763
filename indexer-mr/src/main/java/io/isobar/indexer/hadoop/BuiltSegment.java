package io.isobar.indexer.hadoop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment as a reducer leaves it: stored, and not yet numbered among those of its chunk, since only the driver knows which
 * shards got rows.
 *
 * @param shard in its chunk, by the chunk's sharding
 * @param tellsByValue a filter on the partition dimensions may leave the segment out if its value belongs to another shard
 * @param rowsIn before rollup
 * @param bytes of the zip
 * @param size of the files in it
 */
public record BuiltSegment(
        Interval interval,
        int shard,
        boolean tellsByValue,
        List<String> dimensions,
        List<String> metrics,
        long rowsIn,
        long rows,
        long bytes,
        long size,
        String sha256,
        List<Long> crc32c) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public BuiltSegment {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        crc32c = List.copyOf(crc32c);
    }

    String toJson() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("interval", interval.toString())
                .put("shard", shard)
                .put("tellsByValue", tellsByValue)
                .put("rowsIn", rowsIn)
                .put("rows", rows)
                .put("bytes", bytes)
                .put("size", size)
                .put("sha256", sha256);
        json.set("dimensions", MAPPER.valueToTree(dimensions));
        json.set("metrics", MAPPER.valueToTree(metrics));
        json.set("crc32c", MAPPER.valueToTree(crc32c));
        return json.toString();
    }

    static BuiltSegment parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            List<Long> crc32c = new ArrayList<>();
            json.get("crc32c").forEach(value -> crc32c.add(value.longValue()));
            return new BuiltSegment(
                    Interval.parse(json.get("interval").textValue()),
                    json.get("shard").intValue(),
                    json.get("tellsByValue").booleanValue(),
                    texts(json.get("dimensions")),
                    texts(json.get("metrics")),
                    json.get("rowsIn").longValue(),
                    json.get("rows").longValue(),
                    json.get("bytes").longValue(),
                    json.get("size").longValue(),
                    json.get("sha256").textValue(),
                    crc32c);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Description of a segment isn't JSON: [" + text + "]", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(value -> all.add(value.textValue()));
        return all;
    }
}
