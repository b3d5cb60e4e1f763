package io.isobar.segment.fuzz;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.hll.HyperLogLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Reads all that a segment or a column has, in all the ways in which queries do: in batches and by scattered rows, by
 * value and by bitmap. For one thread.
 *
 * <p>Corrupt and unsupported parts count as read: they said so. Any other exception is let through, and is a fault.
 */
final class FullRead {
    private static final int BATCH = 1000;
    private static final int SEARCHES = 32;

    private final long[] longs = new long[BATCH];
    private final double[] doubles = new double[BATCH];
    private final float[] floats = new float[BATCH];
    private final int[] ids = new int[BATCH];
    private final int[] rows = new int[BATCH];
    private final MultiIds several = new MultiIds();
    private long checksum;

    /** How a read ended. */
    enum Outcome {
        /** With rows. */
        ROWS,
        /** With an exception that says what is wrong. */
        TOLD
    }

    /** Something that is read and may be damaged. */
    interface Part {
        void read() throws IOException;
    }

    /** Reads and tells how it ended; what is no documented exception is thrown on. */
    static Outcome outcome(Part part) throws IOException {
        try {
            part.read();
            return Outcome.ROWS;
        } catch (CorruptSegmentException | UnsupportedSegmentException e) {
            return Outcome.TOLD;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CorruptSegmentException
                    || e.getCause() instanceof UnsupportedSegmentException) {
                return Outcome.TOLD;
            }
            throw e;
        }
    }

    /** Reads each column for itself, so that the damage of one doesn't hide another's; then closes the segment. */
    Outcome segment(Segment segment) throws IOException {
        Outcome worst = Outcome.ROWS;
        try (segment) {
            checksum += segment.interval().hashCode() + segment.metadata().hashCode();
            checksum += segment.minTime() + segment.maxTime();
            for (String name : segment.columnNames()) {
                Outcome layout = outcome(() -> checksum += segment.layout(name).hashCode());
                Outcome rows = outcome(() -> column(segment.column(name)));
                if (layout == Outcome.TOLD || rows == Outcome.TOLD) {
                    worst = Outcome.TOLD;
                }
            }
        }
        try {
            segment.column(Segment.TIME);
        } catch (IllegalStateException e) {
            return worst;
        }
        throw new AssertionError("A closed segment gave a column");
    }

    /** Reads a column, if it is there. */
    void column(Optional<Column> column) {
        if (column.isEmpty()) {
            return;
        }
        Column present = column.get();
        checksum += present.name().length() + present.type().name().length();
        if (present instanceof NumericColumn numbers) {
            numbers(numbers);
        } else if (present instanceof StringColumn strings) {
            strings(strings);
        } else if (present instanceof NestedColumn nested) {
            for (int row = 0; row < nested.rows(); row++) {
                checksum += Objects.hashCode(nested.value(row));
            }
            checksum += nested.rows() == 0 ? 0 : Objects.hashCode(nested.value(nested.rows() / 2));
        } else {
            objects((ComplexColumn) present);
        }
    }

    private void numbers(NumericColumn column) {
        bitmap(column.nulls());
        NumericColumn.Reader reader = column.reader();
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            reader.longs(first, count, longs);
            reader.doubles(first, count, doubles);
            reader.floats(first, count, floats);
            int some = scattered(first, count);
            reader.longs(rows, some, longs);
            reader.doubles(rows, some, doubles);
            reader.floats(rows, some, floats);
            checksum += longs[0];
        }
    }

    /** Every third row of a batch, and the two beside each seventh. */
    private int scattered(int first, int count) {
        int some = 0;
        for (int i = 0; i < count; i++) {
            if (i % 3 == 0 || i % 7 == 0) {
                rows[some++] = first + i;
            }
        }
        return some;
    }

    private void strings(StringColumn column) {
        dictionary(column);
        StringColumn.Reader reader = column.reader();
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            for (int i = 0; i < count; i++) {
                rows[i] = first + i;
            }
            reader.multi(rows, count, several);
            int some = scattered(first, count);
            reader.multi(rows, some, several);
            if (!column.multiValue()) {
                reader.ids(first, count, ids);
                reader.ids(rows, some, ids);
            }
            checksum += several.offsets()[some];
        }
    }

    private void dictionary(StringColumn column) {
        int cardinality = column.cardinality();
        if (cardinality < 0) {
            throw new AssertionError("A dictionary has [%d] values".formatted(cardinality));
        }
        int step = Math.max(1, cardinality / SEARCHES);
        ImmutableRoaringBitmap previous = new MutableRoaringBitmap();
        for (int id = 0; id < cardinality; id++) {
            String value = column.value(id);
            column.utf8(id);
            if (id % step == 0) {
                checksum += column.idOf(value) + column.idOf(value + "x");
            }
            if (column.hasBitmaps()) {
                ImmutableRoaringBitmap current = column.bitmap(id);
                bitmap(current);
                checksum += ImmutableRoaringBitmap.orCardinality(previous, current);
                previous = column.bitmap(id);
            }
        }
        checksum += column.idOf((String) null) + column.idOf("") + column.idOf("\uFFFF");
    }

    private void bitmap(ImmutableRoaringBitmap bitmap) {
        if (bitmap.isEmpty()) {
            return;
        }
        checksum += bitmap.toArray().length - bitmap.last();
        checksum += bitmap.contains(bitmap.first()) ? bitmap.rank(bitmap.last()) : 0;
        checksum += ImmutableRoaringBitmap.flip(bitmap, 0L, bitmap.last() + 1L).getCardinality();
    }

    private void objects(ComplexColumn column) {
        HyperLogLog all = new HyperLogLog();
        boolean sketches = column.typeName().equals("hyperUnique");
        for (int row = 0; row < column.rows(); row++) {
            if (sketches) {
                fold(all, column, row);
            }
            checksum += column.value(row).remaining();
        }
        if (!(all.estimate() >= 0)) {
            throw new AssertionError("A sketch estimates [%s]".formatted(all.estimate()));
        }
    }

    /** Bytes of objects are their reader's to judge, and that one refuses them so. */
    private static void fold(HyperLogLog all, ComplexColumn column, int row) {
        try {
            all.fold(column.value(row));
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).contains("hyperUnique")) {
                throw e;
            }
        }
    }

    /** Of what was read, so that no compiler can leave the reading out. */
    long checksum() {
        return checksum;
    }
}
