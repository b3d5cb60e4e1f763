package io.isobar.catalog;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Makes segments, batches and manifests for tests: plausible ones, each following from its arguments alone. */
public final class Releases {
    public static final String DATA_SOURCE = "flights";

    private static final long DAY = 86_400_000L;

    /** 2001-01-01. */
    private static final long FIRST_DAY = 978_307_200_000L;

    private Releases() {}

    /** The days from 2001-01-01 + {@code first} to + {@code last}, the latter outside. */
    public static Interval days(int first, int last) {
        return new Interval(FIRST_DAY + first * DAY, FIRST_DAY + last * DAY);
    }

    /** The n-th version that a test uses. */
    public static String version(int n) {
        return "2026-01-01T00:00:00.%03dZ".formatted(n);
    }

    /** One of two segments of a day. Its digest follows from its id. */
    public static ReleaseSegment segment(int day, String version, int partition) {
        SegmentId id = new SegmentId(DATA_SOURCE, days(day, day + 1), version, partition);
        return segment(id, sha256(id.toString()));
    }

    /** A segment with that id and content. */
    public static ReleaseSegment segment(SegmentId id, String sha256) {
        return new ReleaseSegment(
                id,
                new ShardSpec.Hashed(id.partition(), 2, id.partition() % 2, 2, List.of(), ShardSpec.Hashed.MURMUR3),
                List.of("origin", "dest"),
                List.of("flights", "delay"),
                1000 + id.partition(),
                5000 + id.partition(),
                9000,
                sha256,
                List.of(4_000_000_000L + id.partition()));
    }

    /** Two segments for each day, replacing those days. */
    public static SealedBatch batch(String fingerprint, String version, int firstDay, int lastDay, long homeEpoch) {
        List<ReleaseSegment> segments = new ArrayList<>();
        for (int day = firstDay; day < lastDay; day++) {
            segments.add(segment(day, version, 0));
            segments.add(segment(day, version, 1));
        }
        return new SealedBatch(
                DATA_SOURCE, fingerprint, version, List.of(days(firstDay, lastDay)), segments, "east", homeEpoch);
    }

    /** A batch over random days of the first month, of which it may leave some empty. */
    static SealedBatch randomBatch(SplittableRandom random, int n) {
        List<Interval> replaced = new ArrayList<>();
        List<ReleaseSegment> segments = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int first = random.nextInt(30);
            replaced.add(days(first, first + random.nextInt(1, 6)));
        }
        for (int day = 0; day < 40; day++) {
            if (IntervalSet.of(replaced).contains(days(day, day + 1)) && random.nextInt(4) > 0) {
                for (int partition = random.nextInt(3); partition >= 0; partition--) {
                    segments.add(segment(day, version(n), partition));
                }
            }
        }
        return new SealedBatch(DATA_SOURCE, "input-" + n, version(n), replaced, segments, "east", 1);
    }

    /** The digest of a text, as 64 hex digits. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(MerkleRoot.newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
