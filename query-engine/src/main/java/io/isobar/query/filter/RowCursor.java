package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.Deadline;
import io.isobar.query.batch.RowBatch;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.column.NumericColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * The rows of a segment that a query sees, ascending, batch by batch: those inside its intervals, found by binary search
 * in the sorted times, that its filter accepts.
 */
public final class RowCursor {
    private final RowBatch batch = new RowBatch();
    private final boolean[] marks = new boolean[RowBatch.SIZE];
    private final @Nullable BatchTest test;
    private final RowSource source;
    private final Deadline deadline;

    /** The rows of {@code columns}' segment inside {@code intervals} (condensed) for which {@code filter} is true. */
    public RowCursor(BatchColumns columns, List<Interval> intervals, @Nullable Filter filter, Deadline deadline) {
        this.deadline = deadline;
        Selection selection = filter == null ? Selection.ALL : filter.select(columns, false);
        ImmutableRoaringBitmap candidates = selection.rows();
        MutableRoaringBitmap inTime;
        if (columns.segment().metadata().sortedByTime()) {
            inTime = rowsIn(columns.segment(), intervals);
            test = selection.test();
        } else {
            inTime = new MutableRoaringBitmap();
            inTime.add(0L, columns.rows());
            test = new AllOfTest(List.of(timeTest(columns, intervals), selection.asTest()));
        }
        source = candidates == null ? new Ranges(inTime) : new Listed(ImmutableRoaringBitmap.and(inTime, candidates));
    }

    /** The batch that {@link #next()} refills. */
    public RowBatch batch() {
        return batch;
    }

    /** The next batch, never empty, or null at the end. It is the same object each time, refilled. */
    public @Nullable RowBatch next() {
        while (source.fill(batch)) {
            deadline.check();
            if (test != null) {
                test.mark(batch, marks);
                batch.keep(marks);
            }
            if (batch.size() > 0) {
                return batch;
            }
        }
        return null;
    }

    private static BatchTest timeTest(BatchColumns columns, List<Interval> intervals) {
        return new ColumnFilter(Segment.TIME, new IntervalPredicate(intervals)).onBatches(columns);
    }

    /** As many ranges of rows as there are intervals: a bitmap holds each as a few runs. */
    private static MutableRoaringBitmap rowsIn(Segment segment, List<Interval> intervals) {
        var rows = new MutableRoaringBitmap();
        if (segment.rows() == 0) {
            return rows;
        }
        for (Interval interval : intervals) {
            if (interval.start() <= segment.minTime() && segment.maxTime() < interval.end()) {
                rows.add(0L, segment.rows());
            } else if (interval.start() <= segment.maxTime() && segment.minTime() < interval.end()) {
                NumericColumn.Reader times = times(segment);
                rows.add((long) firstAtOrAfter(times, segment.rows(), interval.start()), (long)
                        firstAtOrAfter(times, segment.rows(), interval.end()));
            }
        }
        return rows;
    }

    private static NumericColumn.Reader times(Segment segment) {
        if (segment.column(Segment.TIME).orElse(null) instanceof NumericColumn column) {
            return column.reader();
        }
        throw new IllegalStateException(
                "Segment of interval [%s] has no column of times".formatted(segment.interval()));
    }

    private static int firstAtOrAfter(NumericColumn.Reader times, int rows, long time) {
        long[] value = new long[1];
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            times.longs(middle, 1, value);
            if (value[0] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private interface RowSource {
        /** Puts the next rows into the batch, or says that there are none. */
        boolean fill(RowBatch batch);
    }

    /** Ranges of rows: batches without gaps, which columns decode fastest. */
    private static final class Ranges implements RowSource {
        private final MutableRoaringBitmap rows;
        private long next;

        Ranges(MutableRoaringBitmap rows) {
            this.rows = rows;
        }

        @Override
        public boolean fill(RowBatch batch) {
            next = next > Integer.MAX_VALUE ? -1 : rows.nextValue((int) next);
            if (next < 0) {
                return false;
            }
            long gap = rows.nextAbsentValue((int) next);
            int count = (int) Math.min(RowBatch.SIZE, gap - next);
            batch.range((int) next, count);
            next += count;
            return true;
        }
    }

    private static final class Listed implements RowSource {
        private final BatchIterator rows;

        Listed(ImmutableRoaringBitmap rows) {
            this.rows = rows.getBatchIterator();
        }

        @Override
        public boolean fill(RowBatch batch) {
            if (!rows.hasNext()) {
                return false;
            }
            batch.filled(rows.nextBatch(batch.rows()));
            return true;
        }
    }
}
