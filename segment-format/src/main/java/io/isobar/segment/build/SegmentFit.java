package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.time.Granularity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a segment's rows are, column by column, what a spec asks for: then they are merged as they lie. Else
 * they have to be read row by row, brought into shape and sorted.
 */
final class SegmentFit {
    private static final int BATCH = 1024;

    private final Segment segment;
    private final RunColumns columns;

    SegmentFit(Segment segment, RunColumns columns) {
        this.segment = segment;
        this.columns = columns;
    }

    /** The rows as they lie; empty if these don't fit. Their order shows only when they are merged. */
    Optional<SegmentRun> run() {
        if (!timesFit()) {
            return Optional.empty();
        }
        @Nullable Column[] found = new Column[columns.size()];
        boolean[] emptyRows = new boolean[columns.size()];
        for (int i = 0; i < found.length; i++) {
            Column column = segment.column(columns.name(i)).orElse(null);
            if (column != null && !fits(i, column)) {
                return Optional.empty();
            }
            if (column instanceof StringColumn strings && strings.multiValue()) {
                ListCheck check = new ListCheck(strings, columns.dimension(i).multiValueHandling());
                if (!check.isHandled()) {
                    return Optional.empty();
                }
                emptyRows[i] = check.hasEmpty();
            }
            found[i] = column;
        }
        return Optional.of(new SegmentRun(segment, found, emptyRows));
    }

    private boolean fits(int at, Column column) {
        if (column instanceof ComplexColumn objects) {
            return columns.kind(at) == RunColumns.Kind.OBJECT
                    && objects.typeName().equals(columns.metric(at).columnType());
        }
        return column instanceof NumericColumn numbers
                ? numbers.type() == columns.type(at)
                : column instanceof StringColumn && columns.kind(at) == RunColumns.Kind.STRING;
    }

    /** Whether all times lie in the interval, are truncated, and ascend. */
    private boolean timesFit() {
        SegmentSpec spec = columns.spec();
        Granularity granularity = spec.queryGranularity();
        NumericColumn.Reader reader =
                ((NumericColumn) segment.column(Segment.TIME).orElseThrow()).reader();
        long[] times = new long[BATCH];
        long last = Long.MIN_VALUE;
        for (int first = 0; first < segment.rows(); first += BATCH) {
            int count = Math.min(BATCH, segment.rows() - first);
            reader.longs(first, count, times);
            for (int i = 0; i < count; i++) {
                if (times[i] != last) {
                    if (times[i] < last
                            || !spec.interval().contains(times[i])
                            || times[i]
                                    != Math.max(
                                            granularity.bucketStart(times[i]),
                                            spec.interval().start())) {
                        return false;
                    }
                    last = times[i];
                }
            }
        }
        return true;
    }
}
