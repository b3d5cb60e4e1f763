package io.isobar.indexer.segments;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.StoredObject;
import io.isobar.segment.Interval;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.ValueType;
import io.isobar.segment.build.Metric;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps through the rows of an open segment, a batch of them on the heap. Values stay as they are: numbers of their type,
 * several values as a list, aggregates as {@link StoredObject}s. Not thread-safe.
 */
public final class SegmentRows {
    private static final int BATCH = 1024;

    private final Segment segment;
    private final List<Interval> intervals;
    private final List<Source> sources = new ArrayList<>();
    private final NumericColumn.Reader timeReader;
    private final long[] times = new long[BATCH];
    private final int[] rows = new int[BATCH];
    private int next;
    private int count;
    private int at = -1;

    /**
     * Rows of those times with those columns; a column that the segment lacks is null.
     *
     * @param aggregates metrics whose columns hold aggregates; one that the segment lacks aggregates nothing
     * @throws IOException if a column can't be read, naming it
     */
    public SegmentRows(
            Segment segment, List<Interval> intervals, Collection<String> columns, Collection<Metric> aggregates)
            throws IOException {
        this.segment = segment;
        this.intervals = List.copyOf(intervals);
        try {
            this.timeReader = ((NumericColumn) segment.column(Segment.TIME).orElseThrow()).reader();
            for (String name : columns) {
                Column column = segment.column(name).orElse(null);
                if (column != null && !name.equals(Segment.TIME)) {
                    sources.add(source(column));
                }
            }
            for (Metric metric : aggregates) {
                Column column = segment.column(metric.name()).orElse(null);
                sources.add(column == null ? new Lacking(metric) : source(column));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Source source(Column column) throws UnsupportedSegmentException {
        if (column instanceof NumericColumn numbers) {
            return new Numbers(numbers);
        }
        if (column instanceof StringColumn strings) {
            return new Strings(strings);
        }
        if (column instanceof ComplexColumn objects && !(column instanceof NestedColumn)) {
            return new Objects(objects);
        }
        throw new UnsupportedSegmentException(
                "Column [%s] holds arrays or documents, which can be read, but not built".formatted(column.name()),
                segment.toString(),
                "Leave the column out of [dimensionsSpec] and [metricsSpec]");
    }

    /** Goes to the next row, if there is one. */
    public boolean advance() throws IOException {
        at++;
        while (at >= count) {
            if (next >= segment.rows()) {
                return false;
            }
            try {
                nextBatch();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return true;
    }

    private void nextBatch() {
        int read = Math.min(BATCH, segment.rows() - next);
        timeReader.longs(next, read, times);
        count = 0;
        for (int i = 0; i < read; i++) {
            if (isWanted(times[i])) {
                rows[count] = next + i;
                times[count++] = times[i];
            }
        }
        next += read;
        at = 0;
        if (count > 0) {
            sources.forEach(source -> source.read(rows, count));
        }
    }

    private boolean isWanted(long time) {
        for (Interval interval : intervals) {
            if (interval.contains(time)) {
                return true;
            }
        }
        return false;
    }

    /** The row here. */
    public Row row() {
        Row row = new Row();
        row.set(Segment.TIME, times[at]);
        for (Source source : sources) {
            row.set(source.name(), source.value(at));
        }
        return row;
    }

    /** The number of the row here, from 1. */
    public long number() {
        return rows[at] + 1L;
    }

    /** How much is behind, from 0 to 1. */
    public float progress() {
        return segment.rows() == 0 ? 1 : (float) next / segment.rows();
    }

    /** One column's values of a batch. */
    private interface Source {
        String name();

        void read(int[] rows, int count);

        @Nullable
        Object value(int at);
    }

    private static final class Numbers implements Source {
        private final NumericColumn column;
        private final NumericColumn.Reader reader;
        private final long[] longs;
        private final double[] doubles;
        private final float[] floats;
        private final boolean[] nulls = new boolean[BATCH];

        Numbers(NumericColumn column) {
            this.column = column;
            this.reader = column.reader();
            this.longs = new long[column.type() == ValueType.LONG ? BATCH : 0];
            this.doubles = new double[column.type() == ValueType.DOUBLE ? BATCH : 0];
            this.floats = new float[column.type() == ValueType.FLOAT ? BATCH : 0];
        }

        @Override
        public String name() {
            return column.name();
        }

        @Override
        public void read(int[] rows, int count) {
            switch (column.type()) {
                case LONG -> reader.longs(rows, count, longs);
                case DOUBLE -> reader.doubles(rows, count, doubles);
                default -> reader.floats(rows, count, floats);
            }
            boolean any = !column.nulls().isEmpty();
            for (int i = 0; i < count; i++) {
                nulls[i] = any && column.nulls().contains(rows[i]);
            }
        }

        @Override
        public @Nullable Object value(int at) {
            if (nulls[at]) {
                return null;
            }
            return switch (column.type()) {
                case LONG -> (Object) longs[at];
                case DOUBLE -> doubles[at];
                default -> floats[at];
            };
        }
    }

    private static final class Strings implements Source {
        private final StringColumn column;
        private final StringColumn.Reader reader;
        private final MultiIds ids = new MultiIds();

        Strings(StringColumn column) {
            this.column = column;
            this.reader = column.reader();
        }

        @Override
        public String name() {
            return column.name();
        }

        @Override
        public void read(int[] rows, int count) {
            reader.multi(rows, count, ids);
        }

        @Override
        public @Nullable Object value(int at) {
            int start = ids.offsets()[at];
            int end = ids.offsets()[at + 1];
            if (end - start == 1) {
                return column.value(ids.ids()[start]);
            }
            List<@Nullable String> values = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                values.add(column.value(ids.ids()[i]));
            }
            return values;
        }
    }

    /** The aggregates of a metric that the segment doesn't have. */
    private record Lacking(String name, StoredObject none) implements Source {
        Lacking(Metric metric) {
            this(metric.name(), StoredObject.none(metric.columnType()));
        }

        @Override
        public void read(int[] rows, int count) {}

        @Override
        public Object value(int at) {
            return none;
        }
    }

    private static final class Objects implements Source {
        private final ComplexColumn column;
        private final StoredObject none;
        private final StoredObject[] values = new StoredObject[BATCH];

        Objects(ComplexColumn column) {
            this.column = column;
            this.none = StoredObject.none(column.typeName());
        }

        @Override
        public String name() {
            return column.name();
        }

        @Override
        public void read(int[] rows, int count) {
            for (int i = 0; i < count; i++) {
                ByteBuffer value = column.value(rows[i]);
                if (value.hasRemaining()) {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    values[i] = new StoredObject(column.typeName(), bytes);
                } else {
                    values[i] = none;
                }
            }
        }

        @Override
        public Object value(int at) {
            return values[at];
        }
    }
}
