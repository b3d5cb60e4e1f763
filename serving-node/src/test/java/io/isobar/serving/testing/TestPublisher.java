package io.isobar.serving.testing;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.ShardSpec;
import io.isobar.catalog.View;
import io.isobar.catalog.store.SegmentDigest;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import io.isobar.segment.build.IndexSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.build.SegmentBuilder;
import io.isobar.segment.build.SegmentSpec;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.time.Granularity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Publishes releases whose every row says which release it is of, so that an answer that mixes two can be told.
 *
 * <p>Each release replaces the same {@value #DAYS} days by two segments a day of {@value #ROWS} rows each. A row has the
 * origin {@code A} to {@code E}, the release as {@code rel_min} and {@code rel_max}, and a weight {@code w} that is
 * another for each release. The two segments of a day have the same bytes, and so share a file in every store.
 */
public final class TestPublisher {
    public static final String DATA_SOURCE = "flights";
    public static final int DAYS = 6;
    public static final int ROWS = 50;

    /** 2001-01-01. */
    public static final long FIRST_DAY = 978_307_200_000L;

    private static final long DAY = 86_400_000L;
    private static final int HEAP = 1 << 20;

    private final Path scratch;
    private View head = View.empty(DATA_SOURCE);
    private String chain = Commit.GENESIS;
    private int built;

    public TestPublisher(Path scratch) {
        this.scratch = scratch;
    }

    /** All of the days. */
    public static Interval interval() {
        return new Interval(FIRST_DAY, FIRST_DAY + DAYS * DAY);
    }

    /** The next release. */
    public TestRelease publish() throws IOException {
        long seq = head.seq() + 1;
        String version = "2026-01-01T00:00:00.%03dZ".formatted(seq);
        Map<String, byte[]> zips = new HashMap<>();
        List<ReleaseSegment> segments = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int partition = 0; partition < 2; partition++) {
                Interval interval = new Interval(FIRST_DAY + day * DAY, FIRST_DAY + (day + 1) * DAY);
                SegmentId id = new SegmentId(DATA_SOURCE, interval, version, partition);
                segments.add(build(id, seq, zips));
            }
        }
        Manifest manifest = Manifest.publishing(
                head, new SealedBatch(DATA_SOURCE, "input-" + seq, version, List.of(interval()), segments, "east", 1));
        View view = head.apply(manifest);
        Commit commit = Commit.after(chain, manifest.release(), 1);
        head = view;
        chain = commit.chain();
        return new TestRelease(manifest, view, commit, zips);
    }

    private ReleaseSegment build(SegmentId id, long seq, Map<String, byte[]> zips) throws IOException {
        SegmentSpec spec = new SegmentSpec(
                id.interval(),
                Granularity.HOUR,
                false,
                List.of(Dimension.string("origin")),
                List.of(
                        Metric.of(Metric.Kind.LONG_SUM, "w", "w"),
                        Metric.of(Metric.Kind.LONG_MIN, "rel_min", "rel"),
                        Metric.of(Metric.Kind.LONG_MAX, "rel_max", "rel"),
                        Metric.of(Metric.Kind.DOUBLE_SUM, "d", "d")),
                IndexSpec.defaults(),
                Optional.empty());
        Path directory = scratch.resolve("segment-" + built++);
        SegmentSummary summary;
        try (SegmentBuilder builder = new SegmentBuilder(spec, scratch, HEAP)) {
            for (int row = 0; row < ROWS; row++) {
                long time = id.interval().start() + row * 1000L * 60;
                Object[] metrics = {weight(seq, row), seq, seq, 0.1 * row + seq};
                builder.add(new BuildRow(time, new Object[] {String.valueOf((char) ('A' + row % 5))}, metrics));
            }
            summary = builder.writeTo(directory);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(directory, zip);
        SegmentDigest digest = SegmentDigest.of(new ByteArrayInputStream(zip.toByteArray()));
        ReleaseSegment segment = new ReleaseSegment(
                id,
                new ShardSpec.Numbered(id.partition(), 2),
                summary.dimensions(),
                summary.metrics(),
                summary.rows(),
                digest.bytes(),
                summary.bytes(),
                digest.sha256(),
                digest.crc32c());
        zips.put(segment.path(), zip.toByteArray());
        return segment;
    }

    private static long weight(long seq, int row) {
        return 1000 * seq + row;
    }

    /** What {@code sum(w)} over all of a release is. */
    public static long total(long seq) {
        long oneSegment = 0;
        for (int row = 0; row < ROWS; row++) {
            oneSegment += weight(seq, row);
        }
        return 2 * DAYS * oneSegment;
    }
}
