package io.isobar.segment.fuzz;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.build.Metric;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.hll.HyperLogLog;
import io.isobar.segment.sketch.ComplexFold;
import io.isobar.segment.sketch.FoldSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
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
    /** A fold for each type of objects that has one. */
    private static final List<FoldSettings> FOLDS = Arrays.stream(Metric.Kind.values())
            .map(kind -> Metric.of(kind, "any", kind == Metric.Kind.COUNT ? null : "any"))
            .map(Metric::settings)
            .filter(Objects::nonNull)
            .map(FoldSettings::combining)
            .distinct()
            .toList();

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
        List<ComplexFold> folds = FOLDS.stream()
                .filter(settings -> settings.columnType().equals(column.typeName()))
                .map(FoldSettings::newFold)
                .toList();
        HyperLogLog estimated = new HyperLogLog();
        for (int row = 0; row < column.rows(); row++) {
            ByteBuffer value = column.value(row);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            checksum += bytes.length;
            for (ComplexFold fold : folds) {
                judged(() -> fold.fold(bytes, 0, bytes.length));
            }
            if (column.typeName().equals("hyperUnique")) {
                judged(() -> estimated.fold(bytes, 0, bytes.length));
            }
        }
        for (ComplexFold fold : folds) {
            judged(() -> checksum += Objects.requireNonNullElse(fold.take(), new byte[0]).length);
        }
        if (!(estimated.estimate() >= 0)) {
            throw new AssertionError("A sketch estimates [%s]".formatted(estimated.estimate()));
        }
    }

    /** What the bytes of an object mean is their fold's to judge, and that one refuses them so. */
    private static void judged(Runnable fold) {
        try {
            fold.run();
        } catch (IllegalArgumentException e) {
            boolean ours = Arrays.stream(e.getStackTrace())
                    .limit(4)
                    .anyMatch(frame -> frame.getClassName().startsWith("io.isobar.segment."));
            if (!ours) {
                throw e;
            }
        }
    }

    /** Of what was read, so that no compiler can leave the reading out. */
    long checksum() {
        return checksum;
    }
}
