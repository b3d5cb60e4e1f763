package io.isobar.segment.build;

import io.isobar.segment.Segment;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a segment, whose columns are read where they lie; a column that it lacks is null in every row. */
final class SegmentRun implements SortedRun {
    private final Segment segment;
    private final @Nullable Column[] columns;
    private final boolean[] emptyRows;

    /**
     * A view of a segment.
     *
     * @param columns by position, of the kinds and types that are going to be asked for; null for none
     * @param emptyRows whether a column of strings has rows without any value
     */
    SegmentRun(Segment segment, @Nullable Column[] columns, boolean[] emptyRows) {
        this.segment = segment;
        this.columns = columns;
        this.emptyRows = emptyRows;
    }

    @Override
    public long rows() {
        return segment.rows();
    }

    @Override
    public long minTime() {
        return segment.minTime();
    }

    @Override
    public long maxTime() {
        return segment.maxTime();
    }

    @Override
    public boolean aggregated() {
        return true;
    }

    @Override
    public NumberStream numbers(int column) {
        return columns[column] instanceof NumericColumn numbers ? new SegmentNumbers(numbers) : new NullNumbers();
    }

    @Override
    public IdStream ids(int column) {
        return columns[column] instanceof StringColumn strings
                ? new SegmentIds(strings, firstId(strings))
                : new NullIds();
    }

    /** What a run's first value, 1, is in the dictionary. */
    private static int firstId(StringColumn strings) {
        return hasNull(strings) ? 1 : 0;
    }

    private static boolean hasNull(StringColumn strings) {
        return strings.cardinality() > 0 && strings.utf8(0) == null;
    }

    @Override
    public ValueStream values(int column) {
        return new SegmentValues(
                columns[column] instanceof StringColumn strings ? strings : null,
                columns[column] instanceof StringColumn strings ? firstId(strings) : 0);
    }

    @Override
    public int cardinality(int column) {
        return columns[column] instanceof StringColumn strings ? strings.cardinality() - firstId(strings) : 0;
    }

    @Override
    public boolean hasNull(int column) {
        if (columns[column] instanceof StringColumn strings) {
            return hasNull(strings) || emptyRows[column];
        }
        return true;
    }

    @Override
    public boolean hasLists(int column) {
        return columns[column] instanceof StringColumn strings && strings.multiValue();
    }

    @Override
    public boolean hasSeveral(int column) {
        return columns[column] instanceof StringColumn strings && strings.multiValue();
    }

    @Override
    public ObjectStream objects(int column) {
        return new SegmentObjects(columns[column] instanceof ComplexColumn objects ? objects : null);
    }

    @Override
    public void close() {
        // The segment belongs to whoever opened it.
    }

    private static final class NullNumbers implements NumberStream {
        @Override
        public boolean read(int count, long[] bits, boolean[] nulls) {
            Arrays.fill(bits, 0, count, 0);
            Arrays.fill(nulls, 0, count, true);
            return true;
        }
    }

    private static final class NullIds implements IdStream {
        @Override
        public void read(int count, int[] into) {
            Arrays.fill(into, 0, count, 0);
        }

        @Override
        public void read(int count, MultiIds into) {
            into.reserveRows(count);
            into.reserveIds(count);
            for (int i = 0; i < count; i++) {
                into.ids()[i] = 0;
                into.offsets()[i + 1] = i + 1;
            }
        }
    }

    private static final class SegmentIds implements IdStream {
        private final StringColumn.Reader reader;
        private final int shift;
        private int[] rows = {};
        private int at;

        SegmentIds(StringColumn column, int firstId) {
            this.reader = column.reader();
            this.shift = 1 - firstId;
        }

        @Override
        public void read(int count, int[] into) {
            reader.ids(at, count, into);
            at += count;
            for (int i = 0; i < count && shift != 0; i++) {
                into[i] += shift;
            }
        }

        @Override
        public void read(int count, MultiIds into) {
            if (rows.length < count) {
                rows = new int[count];
            }
            for (int i = 0; i < count; i++) {
                rows[i] = at + i;
            }
            at += count;
            reader.multi(rows, count, into);
            for (int i = 0; i < into.offsets()[count] && shift != 0; i++) {
                into.ids()[i] += shift;
            }
        }
    }

    private static final class SegmentValues extends HeldBytes implements ValueStream {
        private final @Nullable StringColumn column;
        private int id;

        SegmentValues(@Nullable StringColumn column, int first) {
            this.column = column;
            this.id = first - 1;
        }

        @Override
        public boolean next() {
            if (column == null || ++id >= column.cardinality()) {
                return false;
            }
            ByteBuffer utf8 = Objects.requireNonNull(column.utf8(id));
            int length = utf8.remaining();
            utf8.get(utf8.position(), hold(length), 0, length);
            return true;
        }
    }

    private static final class SegmentObjects extends HeldBytes implements ObjectStream {
        private final @Nullable ComplexColumn column;
        private int row = -1;

        SegmentObjects(@Nullable ComplexColumn column) {
            this.column = column;
        }

        @Override
        public void next() {
            row++;
            if (column == null) {
                return;
            }
            ByteBuffer value = column.value(row);
            int length = value.remaining();
            value.get(value.position(), hold(length), 0, length);
        }

        /** No object has no bytes. */
        @Override
        public boolean isNull() {
            return end() == 0;
        }
    }
}
