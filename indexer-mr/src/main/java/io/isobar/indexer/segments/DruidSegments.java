package io.isobar.indexer.segments;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.dc.DruidMetadata;
import io.isobar.catalog.dc.DruidSegment;
import io.isobar.catalog.dc.DruidTimeline;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a Druid cluster answers from, out of its own deep storage. Druid knows no digests, so none is checked. */
public final class DruidSegments implements SegmentSource {
    private final DruidMetadata metadata;

    /** The segments that these tables list; the caller closes them. */
    public DruidSegments(DruidMetadata metadata) {
        this.metadata = metadata;
    }

    @Override
    public List<InputSegment> visible(String dataSource, List<Interval> intervals) throws IOException {
        List<InputSegment> found = new ArrayList<>();
        for (DruidTimeline.Visible visible : DruidTimeline.of(metadata.used(dataSource, intervals))) {
            List<Interval> wanted = visible.intervals().stream()
                    .flatMap(interval -> CatalogSegments.common(interval, intervals).stream())
                    .toList();
            if (!wanted.isEmpty()) {
                DruidSegment segment = visible.segment();
                found.add(new InputSegment(
                        segment.id(),
                        location(segment),
                        Optional.empty(),
                        segment.size(),
                        wanted,
                        segment.dimensions(),
                        segment.metrics()));
            }
        }
        return found;
    }

    /** The file that a load spec names, as Hadoop names it. */
    private static URI location(DruidSegment segment) throws IOException {
        JsonNode spec = segment.loadSpec();
        String type = spec.path("type").asText();
        return switch (type) {
            case "hdfs" -> hadoopUri(spec.path("path").asText());
            case "local" -> Path.of(spec.path("path").asText()).toUri();
            case "s3_zip" ->
                object("s3a", spec.path("bucket").asText(), spec.path("key").asText());
            case "google" ->
                object("gs", spec.path("bucket").asText(), spec.path("path").asText());
            default ->
                throw new IOException(
                        "Segment [%s] has a loadSpec of type [%s]: hdfs, local, s3_zip and google can be read"
                                .formatted(segment.id(), type));
        };
    }

    private static URI object(String scheme, String bucket, String key) {
        return URI.create(scheme + "://" + bucket + "/" + key);
    }

    /** Paths without a scheme are on the cluster's own file system. */
    private static URI hadoopUri(String path) {
        return URI.create(path.replace(" ", "%20"));
    }

    @Override
    public String origin() {
        return metadata.toString();
    }
}
