package io.isobar.indexer.segments;

import io.isobar.catalog.IntervalSet;
import io.isobar.indexer.spec.SegmentsSpec;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Finds the segments that a spec reads. */
public final class SegmentSearch {
    private final SegmentSource source;

    /** Searches this source alone. */
    public SegmentSearch(SegmentSource source) {
        this.source = source;
    }

    /**
     * The visible segments that the spec stands for.
     *
     * @throws IOException if there are none and the spec doesn't expect that, or they aren't those that it lists
     */
    public FoundSegments find(SegmentsSpec spec) throws IOException {
        FoundSegments found = new FoundSegments(
                spec,
                source.visible(
                        spec.dataSource(), IntervalSet.of(spec.intervals()).asList()),
                source.origin());
        if (found.segments().isEmpty() && !spec.ignoreWhenNoSegments()) {
            throw new IOException(
                    ("Datasource [%s] has no segments in %s, by %s: check the name and the intervals, or set"
                                    + " [ignoreWhenNoSegments]")
                            .formatted(spec.dataSource(), spec.intervals(), source.origin()));
        }
        requireListed(spec, found);
        return found;
    }

    /** A list that somebody wrote down is a promise about what is visible; one that has gone stale would lose rows. */
    private static void requireListed(SegmentsSpec spec, FoundSegments found) throws IOException {
        if (spec.listed().isEmpty()) {
            return;
        }
        NavigableSet<SegmentId> missing = new TreeSet<>(spec.listed());
        for (InputSegment segment : found.segments()) {
            if (!missing.remove(segment.id())) {
                throw new IOException(
                        ("Segment [%s] is visible, but not in [ingestionSpec.segments]: the list is stale, leave it out and"
                                        + " the visible segments are read")
                                .formatted(segment.id()));
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(
                    ("Segment [%s] of [ingestionSpec.segments] is not visible: the list is stale, leave it out and the"
                                    + " visible segments are read")
                            .formatted(missing.first()));
        }
    }
}
