package io.isobar.indexer.segments;

import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.List;

/** Knows which segments of a datasource are visible. */
public interface SegmentSource {
    /** The segments that are visible at an instant of the intervals, in the order of their ids. */
    List<InputSegment> visible(String dataSource, List<Interval> intervals) throws IOException;

    /** Where it looks, in words for people. */
    String origin();
}
