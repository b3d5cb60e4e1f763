package io.isobar.indexer.segments;

import io.isobar.indexer.spec.SegmentsSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The segments that one {@link SegmentsSpec} stands for.
 *
 * @param segments in the order of their ids
 * @param origin where they were found, in words
 */
public record FoundSegments(SegmentsSpec spec, List<InputSegment> segments, String origin) {
    public FoundSegments {
        segments = List.copyOf(segments);
    }

    /** The metrics whose columns are combined: those that a segment has, unless the spec wants all aggregated anew. */
    public Set<String> combined() {
        Set<String> names = new HashSet<>();
        if (!spec.useNewAggs()) {
            segments.forEach(segment -> names.addAll(segment.metrics()));
        }
        return names;
    }

    /** How many bytes their files have, unzipped. */
    public long size() {
        return segments.stream().mapToLong(InputSegment::size).sum();
    }
}
