package io.isobar.serving.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.store.SegmentPaths;
import io.isobar.segment.SegmentId;
import io.isobar.serving.http.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One segment in a list that nodes exchange.
 *
 * @param sha256 of its zip, which also names the file
 * @param bytes length of the zip
 */
public record SegmentEntry(SegmentId id, String sha256, long bytes) {
    /** ZooKeeper takes up to 1 MiB by default, the path and the rest of a request included. */
    public static final int MAX_NODE_BYTES = 512 * 1024;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public SegmentEntry {
        // It becomes the name of a file, and comes from the network.
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "Invalid SHA-256 [%s] of segment [%s]: 64 lower-case hex digits are wanted".formatted(sha256, id));
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("Invalid length [%d] of segment [%s]".formatted(bytes, id));
        }
    }

    /** {@code <2 hex>/<sha256>.zip}: where a store or a cache keeps it. */
    public String path() {
        return SegmentPaths.of(sha256);
    }

    /** The JSON of {@code entries} in as many arrays as it takes for each to be {@code maxBytes} or less. */
    static List<byte[]> encode(Collection<SegmentEntry> entries, int maxBytes) {
        List<byte[]> chunks = new ArrayList<>();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        for (SegmentEntry entry : entries) {
            byte[] json = entry.json();
            if (chunk.size() > 0 && chunk.size() + json.length + 2 > maxBytes) {
                chunk.write(']');
                chunks.add(chunk.toByteArray());
                chunk.reset();
            }
            chunk.write(chunk.size() == 0 ? '[' : ',');
            chunk.writeBytes(json);
        }
        if (chunk.size() > 0) {
            chunk.write(']');
            chunks.add(chunk.toByteArray());
        }
        return chunks;
    }

    byte[] json() {
        ObjectNode json = Json.object();
        json.put("dataSource", id.dataSource());
        json.put("id", id.toString());
        json.put("sha256", sha256);
        json.put("bytes", bytes);
        return Json.bytes(json);
    }

    static List<SegmentEntry> decode(byte[] array) throws IOException {
        List<SegmentEntry> entries = new ArrayList<>();
        for (JsonNode json : Json.MAPPER.readTree(array)) {
            entries.add(new SegmentEntry(
                    SegmentId.parse(
                            json.path("dataSource").asText(), json.path("id").asText()),
                    json.path("sha256").asText(),
                    json.path("bytes").asLong()));
        }
        return entries;
    }
}
