package io.isobar.catalog;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one run of indexing produced, whole: the segments and the intervals that they replace. Not yet a release, since
 * its place among the releases is found only when its distribution starts.
 *
 * <p>Equal batches have equal lists: intervals are merged where they touch, segments are in the order of their ids.
 *
 * @param inputFingerprint digest over input files and job settings; a rerun of the same input has the same
 * @param version of all segments, fixed once for the fingerprint
 * @param replaced everything of the datasource in these intervals goes; no segments at all empties them
 * @param producerDc the home that built it
 * @param homeEpoch under which it was built; an old one is refused
 */
public record SealedBatch(
        String dataSource,
        String inputFingerprint,
        String version,
        List<Interval> replaced,
        List<ReleaseSegment> segments,
        String producerDc,
        long homeEpoch) {

    public SealedBatch {
        replaced = IntervalSet.of(replaced).asList();
        segments = inOrder(segments);
        if (replaced.isEmpty()) {
            throw new IllegalArgumentException(
                    "Batch [%s] of datasource [%s] replaces no interval: name those that it was built for"
                            .formatted(inputFingerprint, dataSource));
        }
        requireItsOwn(dataSource, version, replaced, segments);
    }

    /** The one text of this batch: JSON without whitespace, fields in a fixed order. */
    public byte[] canonicalJson() {
        return CanonicalJson.write(out -> {
            out.writeStartObject();
            out.writeStringField("dataSource", dataSource);
            out.writeStringField("inputFingerprint", inputFingerprint);
            out.writeStringField("version", version);
            JsonFields.writeTexts(
                    out, "replaced", replaced.stream().map(Interval::toString).toList());
            out.writeStringField("producerDc", producerDc);
            out.writeNumberField("homeEpoch", homeEpoch);
            out.writeArrayFieldStart("segments");
            for (ReleaseSegment segment : segments) {
                segment.writeTo(out);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Reads what {@link #canonicalJson} wrote. */
    public static SealedBatch parse(byte[] json) {
        JsonFields fields = JsonFields.of("a batch", CanonicalJson.read(json));
        String dataSource = fields.text("dataSource");
        SealedBatch batch = new SealedBatch(
                dataSource,
                fields.text("inputFingerprint"),
                fields.text("version"),
                fields.texts("replaced").stream().map(Interval::parse).toList(),
                fields.array("segments").stream()
                        .map(segment -> ReleaseSegment.fromJson(dataSource, segment))
                        .toList(),
                fields.text("producerDc"),
                fields.number("homeEpoch"));
        fields.refuseOthers();
        return batch;
    }

    private static List<ReleaseSegment> inOrder(List<ReleaseSegment> segments) {
        List<ReleaseSegment> sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparing(ReleaseSegment::id));
        return List.copyOf(sorted);
    }

    private static void requireItsOwn(
            String dataSource, String version, List<Interval> replaced, List<ReleaseSegment> segments) {
        IntervalSet within = IntervalSet.of(replaced);
        Set<SegmentId> seen = new HashSet<>();
        for (ReleaseSegment segment : segments) {
            SegmentId id = segment.id();
            if (!id.dataSource().equals(dataSource) || !id.version().equals(version)) {
                throw new IllegalArgumentException(
                        "Segment [%s] is not of datasource [%s] and version [%s]: a batch has one of each"
                                .formatted(id, dataSource, version));
            }
            if (!within.contains(id.interval())) {
                throw new IllegalArgumentException(
                        "Segment [%s] lies outside the replaced intervals %s: a batch adds only where it replaces"
                                .formatted(id, replaced));
            }
            if (!seen.add(id)) {
                throw new IllegalArgumentException("Segment [%s] appears twice in one batch".formatted(id));
            }
        }
    }
}
