package io.isobar.bench.isobar;

import io.isobar.bench.Contender;
import io.isobar.segment.Segment;
import io.isobar.segment.codec.ObjectBytes;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.hll.HyperLogLog;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** Reads one column batch by batch: all rows, or those of a bitmap. */
abstract class IsobarReading implements Contender.Reading {
    /** A batch of eight-byte values stays in the first level of a CPU's cache. */
    private static final int BATCH = 1024;

    private final Segment segment;
    private final @Nullable ImmutableRoaringBitmap selected;

    private IsobarReading(Segment segment, @Nullable ImmutableRoaringBitmap selected) {
        this.segment = segment;
        this.selected = selected;
    }

    static IsobarReading of(Segment segment, Contender.Task task, String name, String filter) {
        Column column = segment.column(name).orElseThrow();
        ImmutableRoaringBitmap selected = filter.isEmpty() ? null : selected(segment, filter);
        return switch (task) {
            case SUM_DOUBLES -> new Doubles(segment, selected, (NumericColumn) column);
            case SUM_LONGS -> new Longs(segment, selected, (NumericColumn) column);
            case IDS -> new Ids(segment, selected, (StringColumn) column);
            case SKETCHES -> new Sketches(segment, selected, (ComplexColumn) column);
        };
    }

    private static ImmutableRoaringBitmap selected(Segment segment, String filter) {
        StringColumn column = (StringColumn) segment.column(filter).orElseThrow();
        return column.bitmap(column.idOf("y"));
    }

    @Override
    public final double run() {
        begin();
        int rows = segment.rows();
        if (selected == null) {
            for (int row = 0; row < rows; row += BATCH) {
                range(row, Math.min(BATCH, rows - row));
            }
        } else {
            int[] batch = new int[BATCH];
            var rowsOf = selected.getBatchIterator();
            while (rowsOf.hasNext()) {
                picked(batch, rowsOf.nextBatch(batch));
            }
        }
        return result();
    }

    @Override
    public final void close() {
        segment.close();
    }

    /** Starts anew. */
    abstract void begin();

    /** Adds rows that follow each other. */
    abstract void range(int first, int count);

    /** Adds rows that ascend. */
    abstract void picked(int[] rows, int count);

    /** What was added up. */
    abstract double result();

    private static final class Doubles extends IsobarReading {
        private final NumericColumn column;
        private final double[] values = new double[BATCH];
        private NumericColumn.Reader reader;
        private double sum;

        Doubles(Segment segment, @Nullable ImmutableRoaringBitmap selected, NumericColumn column) {
            super(segment, selected);
            this.column = column;
            this.reader = column.reader();
        }

        @Override
        void begin() {
            reader = column.reader();
            sum = 0;
        }

        @Override
        void range(int first, int count) {
            reader.doubles(first, count, values);
            add(count);
        }

        @Override
        void picked(int[] rows, int count) {
            reader.doubles(rows, count, values);
            add(count);
        }

        /** In four sums, since each addition waits for the one before it. */
        private void add(int count) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            int i = 0;
            for (; i + 3 < count; i += 4) {
                a += values[i];
                b += values[i + 1];
                c += values[i + 2];
                d += values[i + 3];
            }
            for (; i < count; i++) {
                a += values[i];
            }
            sum += (a + b) + (c + d);
        }

        @Override
        double result() {
            return sum;
        }
    }

    private static final class Longs extends IsobarReading {
        private final NumericColumn column;
        private final long[] values = new long[BATCH];
        private NumericColumn.Reader reader;
        private long sum;

        Longs(Segment segment, @Nullable ImmutableRoaringBitmap selected, NumericColumn column) {
            super(segment, selected);
            this.column = column;
            this.reader = column.reader();
        }

        @Override
        void begin() {
            reader = column.reader();
            sum = 0;
        }

        @Override
        void range(int first, int count) {
            reader.longs(first, count, values);
            add(count);
        }

        @Override
        void picked(int[] rows, int count) {
            reader.longs(rows, count, values);
            add(count);
        }

        private void add(int count) {
            long total = sum;
            for (int i = 0; i < count; i++) {
                total += values[i];
            }
            sum = total;
        }

        @Override
        double result() {
            return sum;
        }
    }

    private static final class Ids extends IsobarReading {
        private final StringColumn column;
        private final int[] ids = new int[BATCH];
        private StringColumn.Reader reader;
        private long sum;

        Ids(Segment segment, @Nullable ImmutableRoaringBitmap selected, StringColumn column) {
            super(segment, selected);
            this.column = column;
            this.reader = column.reader();
        }

        @Override
        void begin() {
            reader = column.reader();
            sum = 0;
        }

        @Override
        void range(int first, int count) {
            reader.ids(first, count, ids);
            add(count);
        }

        @Override
        void picked(int[] rows, int count) {
            reader.ids(rows, count, ids);
            add(count);
        }

        private void add(int count) {
            long total = sum;
            for (int i = 0; i < count; i++) {
                total += ids[i];
            }
            sum = total;
        }

        @Override
        double result() {
            return sum;
        }
    }

    private static final class Sketches extends IsobarReading {
        private final ComplexColumn column;
        private final HyperLogLog all = new HyperLogLog();
        private final ObjectBytes objects = new ObjectBytes();

        Sketches(Segment segment, @Nullable ImmutableRoaringBitmap selected, ComplexColumn column) {
            super(segment, selected);
            this.column = column;
        }

        @Override
        void begin() {
            all.clear();
        }

        @Override
        void range(int first, int count) {
            for (int done = 0; done < count; ) {
                done += column.values(first + done, count - done, objects);
                fold();
            }
        }

        @Override
        void picked(int[] rows, int count) {
            for (int done = 0; done < count; ) {
                done += column.values(rows, done, count, objects);
                fold();
            }
        }

        private void fold() {
            byte[] bytes = objects.bytes();
            for (int i = 0; i < objects.count(); i++) {
                all.fold(bytes, objects.start(i), objects.length(i));
            }
        }

        @Override
        double result() {
            return all.estimate();
        }
    }
}
