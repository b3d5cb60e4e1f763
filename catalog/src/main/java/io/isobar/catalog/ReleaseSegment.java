package io.isobar.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.List;

/**
 * One segment as a release lists it: what it is, and how to know its bytes.
 *
 * @param dimensions names, in the order of the rows' sorting
 * @param rows after rollup
 * @param bytes length of the zip
 * @param size length of the unzipped files, Druid's {@code size}
 * @param sha256 of the zip, lower-case hex: names the file in every store
 * @param crc32c CRC-32C of each {@value #CHUNK_BYTES} bytes of the zip, the last chunk shorter
 */
public record ReleaseSegment(
        SegmentId id,
        ShardSpec shardSpec,
        List<String> dimensions,
        List<String> metrics,
        long rows,
        long bytes,
        long size,
        String sha256,
        List<Long> crc32c) {
    /** Bytes of the zip that one entry of {@link #crc32c} covers: 64 MiB. */
    public static final long CHUNK_BYTES = 64L << 20;

    public ReleaseSegment {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
        crc32c = List.copyOf(crc32c);
        Sha256Hex.require("digest of segment [%s]".formatted(id), sha256);
        if (shardSpec.partition() != id.partition()) {
            throw new IllegalArgumentException("Segment [%s] has the shardSpec of partition [%d]: both must be the same"
                    .formatted(id, shardSpec.partition()));
        }
        if (rows < 0 || bytes < 1 || size < 0) {
            throw new IllegalArgumentException("Segment [%s] can't have [%d] rows in a zip of [%d] bytes, unzipped [%d]"
                    .formatted(id, rows, bytes, size));
        }
        if (crc32c.size() != chunks(bytes)) {
            throw new IllegalArgumentException(
                    "Segment [%s] of [%d] bytes has [%d] chunks of 64 MiB, but [%d] checksums"
                            .formatted(id, bytes, chunks(bytes), crc32c.size()));
        }
    }

    /** How many checksums a zip of that length has. */
    public static long chunks(long bytes) {
        return (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
    }

    /** {@code <2 hex>/<sha256>.zip}: where every store keeps it, under its directory of segments. */
    public String path() {
        return sha256.substring(0, 2) + "/" + sha256 + ".zip";
    }

    /** The canonical JSON of this segment, one line without spaces. */
    public byte[] canonicalJson() {
        return CanonicalJson.write(this::writeTo);
    }

    /** Reads what {@link #canonicalJson} wrote. */
    public static ReleaseSegment parse(String dataSource, byte[] json) {
        return fromJson(dataSource, CanonicalJson.read(json));
    }

    void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", id.toString());
        out.writeFieldName("shardSpec");
        shardSpec.writeTo(out);
        JsonFields.writeTexts(out, "dimensions", dimensions);
        JsonFields.writeTexts(out, "metrics", metrics);
        out.writeNumberField("rows", rows);
        out.writeNumberField("bytes", bytes);
        out.writeNumberField("size", size);
        out.writeStringField("sha256", sha256);
        out.writeArrayFieldStart("crc32c");
        for (long checksum : crc32c) {
            out.writeNumber(checksum);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static ReleaseSegment fromJson(String dataSource, JsonNode json) {
        JsonFields fields = JsonFields.of("a segment", json);
        ReleaseSegment segment = new ReleaseSegment(
                SegmentId.parse(dataSource, fields.text("id")),
                ShardSpec.fromJson(fields.any("shardSpec")),
                fields.texts("dimensions"),
                fields.texts("metrics"),
                fields.number("rows"),
                fields.number("bytes"),
                fields.number("size"),
                fields.text("sha256"),
                fields.numbers("crc32c"));
        fields.refuseOthers();
        return segment;
    }
}
