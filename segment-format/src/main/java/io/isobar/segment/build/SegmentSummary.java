package io.isobar.segment.build;

import java.util.List;

/**
 * What was written.
 *
 * @param rowsIn rows that came in
 * @param rows rows in the segment, after rollup
 * @param bytes size of the directory's files
 * @param dimensions dimensions that hold a value in some row, in the order of the spec
 * @param metrics metrics, sorted by name
 */
public record SegmentSummary(long rowsIn, int rows, long bytes, List<String> dimensions, List<String> metrics) {
    public SegmentSummary {
        dimensions = List.copyOf(dimensions);
        metrics = List.copyOf(metrics);
    }
}
