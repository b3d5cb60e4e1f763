package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.indexer.hadoop.BuiltSegment;
import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.input.RowOutcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold before a batch is sealed: every row that was taken is in a segment, every segment is in the store. */
final class BuiltCheck {
    private BuiltCheck() {}

    static void check(HadoopJobs.Built built, List<ReleaseSegment> segments, SegmentStore store) throws IOException {
        if (segments.isEmpty()) {
            throw new IOException(withoutRows(built.rows()));
        }
        long taken = built.rows().getOrDefault(RowOutcome.PROCESSED, 0L)
                + built.rows().getOrDefault(RowOutcome.PROCESSED_WITH_ERROR, 0L);
        long stored = built.segments().stream().mapToLong(BuiltSegment::rowsIn).sum();
        if (taken != stored) {
            throw new IOException("Map tasks took [%d] rows, but segments were built from [%d]: nothing is published"
                    .formatted(taken, stored));
        }
        Set<String> places = new HashSet<>();
        for (BuiltSegment segment : built.segments()) {
            if (!places.add(segment.interval() + "/" + segment.shard())) {
                throw new IOException("Shard [%d] of [%s] was built twice: nothing is published"
                        .formatted(segment.shard(), segment.interval()));
            }
        }
        for (ReleaseSegment segment : segments) {
            long length = store.length(segment.path());
            if (length != segment.bytes()) {
                throw new IOException("Segment [%s] has [%d] bytes in [%s], but [%d] were written: nothing is published"
                        .formatted(segment.id(), length, store.uri(), segment.bytes()));
            }
        }
    }

    private static String withoutRows(Map<RowOutcome, Long> rows) {
        long leftOut = rows.getOrDefault(RowOutcome.THROWN_AWAY, 0L);
        long bad = rows.getOrDefault(RowOutcome.UNPARSEABLE, 0L);
        if (leftOut + bad == 0) {
            return "The input has no rows: nothing is published. Check that its files aren't empty, and that the stages of"
                    + " a [pipeline] let rows through";
        }
        return "No row of the input is in the intervals and passes the filter ([%d] are left out, [%d] can't be read):"
                        .formatted(leftOut, bad)
                + " nothing is published. Check [timestampSpec], [granularitySpec.intervals] and [transformSpec.filter]";
    }
}
