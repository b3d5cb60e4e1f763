package io.isobar.cli.segment;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ColumnLayout;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a column.
 *
 * @param kind time, dimension or metric
 * @param distinct values of a string column; -1 for others
 * @param nulls rows without a value; -1 where that isn't known
 * @param min the least value of a row; null if none has one, or they have no order
 * @param max the greatest
 * @param problem why it can't be read; then nothing else is known
 */
record ColumnFacts(
        String name,
        String kind,
        String type,
        int distinct,
        boolean multiValue,
        boolean bitmaps,
        int nulls,
        @Nullable Object min,
        @Nullable Object max,
        Optional<ColumnLayout> layout,
        Optional<String> problem) {
    private static final int BATCH = 4096;

    /** Of all columns, in the segment's order; numbers and objects are read for it. */
    static List<ColumnFacts> of(Segment segment, Progress progress) {
        List<ColumnFacts> all = new ArrayList<>();
        List<String> names = segment.columnNames();
        for (String name : names) {
            String kind =
                    name.equals(Segment.TIME) ? "time" : segment.dimensions().contains(name) ? "dimension" : "metric";
            all.add(of(segment, name, kind));
            progress.at(all.size(), names.size(), "columns");
        }
        return all;
    }

    private static ColumnFacts of(Segment segment, String name, String kind) {
        try {
            Optional<ColumnLayout> layout = segment.layout(name);
            Optional<Column> column = segment.column(name);
            FirstRows.of(segment, List.of(name), ColumnValues.BATCH);
            return column.isEmpty()
                    ? plain(name, kind, "all null", segment.rows(), layout)
                    : of(column.get(), kind, layout);
        } catch (UncheckedIOException e) {
            String problem =
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            return new ColumnFacts(
                    name, kind, "not read", -1, false, false, -1, null, null, Optional.empty(), Optional.of(problem));
        }
    }

    private static ColumnFacts plain(String name, String kind, String type, int nulls, Optional<ColumnLayout> layout) {
        return new ColumnFacts(name, kind, type, -1, false, false, nulls, null, null, layout, Optional.empty());
    }

    private static ColumnFacts of(Column column, String kind, Optional<ColumnLayout> layout) {
        if (column instanceof StringColumn strings) {
            return strings(strings, kind, layout);
        }
        if (column instanceof NumericColumn numbers) {
            return numbers(numbers, kind, layout);
        }
        int nulls = 0;
        if (column instanceof NestedColumn nested) {
            for (int row = 0; row < nested.rows(); row++) {
                nulls += nested.value(row) == null ? 1 : 0;
            }
            return plain(column.name(), kind, nested.typeName(), nulls, layout);
        }
        ComplexColumn objects = (ComplexColumn) column;
        for (int row = 0; row < objects.rows(); row++) {
            nulls += objects.value(row).hasRemaining() ? 0 : 1;
        }
        return plain(column.name(), kind, objects.typeName(), nulls, layout);
    }

    private static ColumnFacts strings(StringColumn column, String kind, Optional<ColumnLayout> layout) {
        int size = column.cardinality();
        boolean hasNull = size > 0 && column.value(0) == null;
        int first = hasNull ? 1 : 0;
        int nulls = !hasNull ? 0 : column.hasBitmaps() ? column.bitmap(0).getCardinality() : -1;
        return new ColumnFacts(
                column.name(),
                kind,
                "string",
                size,
                column.multiValue(),
                column.hasBitmaps(),
                nulls,
                first < size ? column.value(first) : null,
                first < size ? column.value(size - 1) : null,
                layout,
                Optional.empty());
    }

    private static ColumnFacts numbers(NumericColumn column, String kind, Optional<ColumnLayout> layout) {
        Object[] bounds = column.type() == ValueType.LONG ? longBounds(column) : doubleBounds(column);
        return new ColumnFacts(
                column.name(),
                kind,
                column.type().name().toLowerCase(Locale.ROOT),
                -1,
                false,
                false,
                column.nulls().getCardinality(),
                bounds[0],
                bounds[1],
                layout,
                Optional.empty());
    }

    private static @Nullable Object[] longBounds(NumericColumn column) {
        NumericColumn.Reader reader = column.reader();
        long[] batch = new long[BATCH];
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        boolean nulls = !column.nulls().isEmpty();
        boolean any = false;
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            reader.longs(first, count, batch);
            for (int i = 0; i < count; i++) {
                if (!nulls || !column.nulls().contains(first + i)) {
                    any = true;
                    least = Math.min(least, batch[i]);
                    most = Math.max(most, batch[i]);
                }
            }
        }
        return any ? new Object[] {least, most} : new Object[2];
    }

    /** Floats as well; those that are no number are passed over. */
    private static @Nullable Object[] doubleBounds(NumericColumn column) {
        NumericColumn.Reader reader = column.reader();
        double[] batch = new double[BATCH];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean nulls = !column.nulls().isEmpty();
        boolean any = false;
        for (int first = 0; first < column.rows(); first += BATCH) {
            int count = Math.min(BATCH, column.rows() - first);
            reader.doubles(first, count, batch);
            for (int i = 0; i < count; i++) {
                if (!Double.isNaN(batch[i]) && (!nulls || !column.nulls().contains(first + i))) {
                    any = true;
                    least = Math.min(least, batch[i]);
                    most = Math.max(most, batch[i]);
                }
            }
        }
        if (!any) {
            return new Object[2];
        }
        boolean floats = column.type() == ValueType.FLOAT;
        return floats ? new Object[] {(float) least, (float) most} : new Object[] {least, most};
    }

    /** How many bytes it has in the segment. */
    long bytes() {
        return layout.map(ColumnLayout::bytes).orElse(0L);
    }
}
