package io.isobar.segment.testing;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a segment as plain objects: {@code Long}, {@code Double}, {@code Float}, {@code String}, {@code
 * List<String>} for any but one value, what a {@link NestedColumn} gives, sketches in Base64, and null.
 */
public final class SegmentDump {
    private SegmentDump() {}

    /** One column, row by row; as many nulls if there is no such column. */
    public static List<@Nullable Object> column(Segment segment, String name) {
        return segment.column(name)
                .map(SegmentDump::column)
                .orElseGet(() -> new ArrayList<>(Collections.nCopies(segment.rows(), null)));
    }

    /** All rows of the columns of these names. */
    public static List<List<@Nullable Object>> rows(Segment segment, List<String> names) {
        List<List<@Nullable Object>> columns =
                names.stream().map(name -> column(segment, name)).toList();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < segment.rows(); row++) {
            int at = row;
            List<@Nullable Object> values = new ArrayList<>();
            columns.forEach(column -> values.add(column.get(at)));
            rows.add(values);
        }
        return rows;
    }

    /** One column, row by row. */
    public static List<@Nullable Object> column(Column column) {
        if (column instanceof NumericColumn numbers) {
            return numbers(numbers);
        }
        if (column instanceof NestedColumn nested) {
            return IntStream.range(0, nested.rows())
                    .mapToObj(nested::value)
                    .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        }
        return column instanceof StringColumn strings ? strings(strings) : sketches((ComplexColumn) column);
    }

    private static List<@Nullable Object> numbers(NumericColumn column) {
        int rows = column.rows();
        List<@Nullable Object> values = new ArrayList<>();
        if (column.type() == ValueType.LONG) {
            long[] all = new long[rows];
            column.reader().longs(0, rows, all);
            Arrays.stream(all).forEach(values::add);
        } else if (column.type() == ValueType.DOUBLE) {
            double[] all = new double[rows];
            column.reader().doubles(0, rows, all);
            Arrays.stream(all).forEach(values::add);
        } else {
            float[] all = new float[rows];
            column.reader().floats(0, rows, all);
            for (float value : all) {
                values.add(value);
            }
        }
        column.nulls().forEach((org.roaringbitmap.IntConsumer) row -> values.set(row, null));
        return values;
    }

    private static List<@Nullable Object> strings(StringColumn column) {
        MultiIds ids = new MultiIds();
        int[] rows = IntStream.range(0, column.rows()).toArray();
        column.reader().multi(rows, rows.length, ids);
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            List<@Nullable String> several = new ArrayList<>();
            for (int i = ids.offsets()[row]; i < ids.offsets()[row + 1]; i++) {
                several.add(column.value(ids.ids()[i]));
            }
            values.add(several.size() == 1 ? several.get(0) : several);
        }
        return values;
    }

    private static List<@Nullable Object> sketches(ComplexColumn column) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < column.rows(); row++) {
            ByteBuffer value = column.value(row);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            values.add(bytes.length == 0 ? null : Base64.getEncoder().encodeToString(bytes));
        }
        return values;
    }
}
