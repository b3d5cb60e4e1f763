package io.isobar.indexer.segments;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.catalog.dc.DruidMetadata;
import io.isobar.catalog.dc.DruidSegment;
import io.isobar.catalog.dc.DruidTimeline;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
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
            case "hdfs" -> hadoopUri(required(segment, "path"));
            case "local" -> Path.of(required(segment, "path")).toUri();
            case "s3_zip" -> object("s3a", required(segment, "bucket"), required(segment, "key"));
            case "google" -> object("gs", required(segment, "bucket"), required(segment, "path"));
            default ->
                throw new IOException(
                        "Segment [%s] has a loadSpec of type [%s]: hdfs, local, s3_zip and google can be read"
                                .formatted(segment.id(), type));
        };
    }

    private static String required(DruidSegment segment, String field) throws IOException {
        String value = segment.loadSpec().path(field).asText();
        if (value.isEmpty()) {
            throw new IOException("Segment [%s] has a loadSpec [%s] without [%s]: Druid can't load it either"
                    .formatted(segment.id(), segment.loadSpec(), field));
        }
        return value;
    }

    /** Keys may have characters that an address writes otherwise. */
    private static URI object(String scheme, String bucket, String key) throws IOException {
        try {
            return new URI(scheme, bucket, "/" + key, null, null);
        } catch (URISyntaxException e) {
            throw new IOException("Bucket [%s] and key [%s] make no address".formatted(bucket, key), e);
        }
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
