package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.ValueType;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out a segment's rows as the columns of a spec, a batch at a time. */
final class SegmentRows {
    private static final int BATCH = 1024;

    private final Segment segment;
    private final List<Source> dimensions = new ArrayList<>();
    private final List<Source> metrics = new ArrayList<>();
    private final NumericColumn.Reader time;

    /** Takes rows in order. */
    interface RowConsumer {
        void accept(BuildRow row) throws IOException;
    }

    SegmentRows(Segment segment, SegmentSpec spec) throws UnsupportedSegmentException {
        this.segment = segment;
        this.time = ((NumericColumn) segment.column(Segment.TIME).orElseThrow()).reader();
        for (Dimension dimension : spec.dimensions()) {
            dimensions.add(source(dimension.name()));
        }
        for (Metric metric : spec.metrics()) {
            metrics.add(source(metric.name()));
        }
    }

    private Source source(String name) throws UnsupportedSegmentException {
        Column column = segment.column(name).orElse(null);
        if (column instanceof NumericColumn numbers) {
            return new Numbers(numbers);
        }
        if (column instanceof StringColumn strings) {
            return new Strings(strings);
        }
        if (column instanceof NestedColumn nested) {
            throw new UncheckedIOException(new UnsupportedSegmentException(
                    "Column [%s] of type [%s] is read, but not built".formatted(name, nested.typeName()), name));
        }
        if (column instanceof ComplexColumn objects) {
            return new Objects(objects);
        }
        if (column != null) {
            throw new UnsupportedSegmentException(
                    "Column [%s] holds arrays or documents, which cannot be merged".formatted(name),
                    segment.toString());
        }
        return (rows, count, into, at) -> {};
    }

    void forEach(RowConsumer to) throws IOException {
        int[] rows = new int[BATCH];
        long[] times = new long[BATCH];
        for (int first = 0; first < segment.rows(); first += BATCH) {
            int count = Math.min(BATCH, segment.rows() - first);
            for (int i = 0; i < count; i++) {
                rows[i] = first + i;
            }
            time.longs(first, count, times);
            Object[][] dimensionValues = new Object[count][dimensions.size()];
            Object[][] metricValues = new Object[count][metrics.size()];
            fill(dimensions, rows, count, dimensionValues);
            fill(metrics, rows, count, metricValues);
            for (int i = 0; i < count; i++) {
                to.accept(new BuildRow(times[i], dimensionValues[i], metricValues[i]));
            }
        }
    }

    private static void fill(List<Source> sources, int[] rows, int count, Object[][] into) {
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).read(rows, count, into, i);
        }
    }

    /** Fills one column of a batch; nulls are left out. */
    private interface Source {
        void read(int[] rows, int count, Object[][] into, int at);
    }

    private static final class Numbers implements Source {
        private final NumericColumn column;
        private final NumericColumn.Reader reader;
        private final long[] longs = new long[BATCH];
        private final double[] doubles = new double[BATCH];
        private final float[] floats = new float[BATCH];

        Numbers(NumericColumn column) {
            this.column = column;
            this.reader = column.reader();
        }

        @Override
        public void read(int[] rows, int count, Object[][] into, int at) {
            if (column.type() == ValueType.LONG) {
                reader.longs(rows, count, longs);
            } else if (column.type() == ValueType.DOUBLE) {
                reader.doubles(rows, count, doubles);
            } else {
                reader.floats(rows, count, floats);
            }
            for (int i = 0; i < count; i++) {
                if (!column.nulls().contains(rows[i])) {
                    into[i][at] = value(i);
                }
            }
        }

        private Object value(int i) {
            return switch (column.type()) {
                case LONG -> (Object) longs[i];
                case DOUBLE -> doubles[i];
                default -> floats[i];
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
        public void read(int[] rows, int count, Object[][] into, int at) {
            reader.multi(rows, count, ids);
            for (int i = 0; i < count; i++) {
                int start = ids.offsets()[i];
                int end = ids.offsets()[i + 1];
                Object value = end - start == 1 ? column.value(ids.ids()[start]) : list(start, end);
                if (value != null) {
                    into[i][at] = value;
                }
            }
        }

        private List<@Nullable String> list(int start, int end) {
            List<@Nullable String> values = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                values.add(column.value(ids.ids()[i]));
            }
            return values;
        }
    }

    private record Objects(ComplexColumn column) implements Source {
        @Override
        public void read(int[] rows, int count, Object[][] into, int at) {
            for (int i = 0; i < count; i++) {
                ByteBuffer value = column.value(rows[i]);
                if (value.hasRemaining()) {
                    byte[] bytes = new byte[value.remaining()];
                    value.get(bytes);
                    into[i][at] = bytes;
                }
            }
        }
    }
}
