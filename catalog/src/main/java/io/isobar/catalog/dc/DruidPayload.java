package io.isobar.catalog.dc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentPaths;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;

/** Druid's own description of a segment, the column {@code payload}: its load spec names the content-addressed zip. */
final class DruidPayload {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BINARY_VERSION = 9;

    private DruidPayload() {}

    static byte[] of(ReleaseSegment segment, URI deepStorage) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("dataSource", segment.id().dataSource());
            out.writeStringField("interval", segment.id().interval().toString());
            out.writeStringField("version", segment.id().version());
            writeLoadSpec(out, SegmentPaths.under(deepStorage, segment.path()));
            out.writeStringField("dimensions", String.join(",", segment.dimensions()));
            out.writeStringField("metrics", String.join(",", segment.metrics()));
            out.writeFieldName("shardSpec");
            segment.shardSpec().writeTo(out);
            out.writeNumberField("binaryVersion", BINARY_VERSION);
            out.writeNumberField("size", segment.size());
            out.writeStringField("identifier", segment.id().toString());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Druid's {@code local} for a directory of the machine; its {@code hdfs} takes any file system that Hadoop knows. */
    private static void writeLoadSpec(JsonGenerator out, URI zip) throws IOException {
        boolean local = "file".equals(zip.getScheme());
        out.writeObjectFieldStart("loadSpec");
        out.writeStringField("type", local ? "local" : "hdfs");
        out.writeStringField("path", local ? Path.of(zip).toString() : zip.toString());
        out.writeEndObject();
    }
}
