package io.isobar.cli.segment;

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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one column as plain values, a batch at a time: {@code Long}, {@code Float}, {@code Double}, {@code String},
 * {@code byte[]} of a complex object, a {@code List} of several values, whatever a nested column gives, and null. For one
 * thread.
 */
final class ColumnValues {
    /** No batch has more rows. */
    static final int BATCH = 1024;

    private final Loader loader;
    private final @Nullable Object[] values = new @Nullable Object[BATCH];

    /** Fills the first {@code count} places with the values of {@code rows}, which ascend. */
    private interface Loader {
        void load(int[] rows, int count, @Nullable Object[] into);
    }

    private ColumnValues(Loader loader) {
        this.loader = loader;
    }

    /** Of a column; all null if there is none. */
    static ColumnValues of(Optional<Column> column) {
        if (column.isEmpty()) {
            return new ColumnValues((rows, count, into) -> Arrays.fill(into, null));
        }
        Column present = column.get();
        if (present instanceof NumericColumn numbers) {
            return new ColumnValues(numbers(numbers));
        }
        if (present instanceof StringColumn strings) {
            return new ColumnValues(strings.multiValue() ? several(strings) : single(strings));
        }
        if (present instanceof NestedColumn nested) {
            return new ColumnValues((rows, count, into) -> {
                for (int i = 0; i < count; i++) {
                    into[i] = nested.value(rows[i]);
                }
            });
        }
        return new ColumnValues(objects((ComplexColumn) present));
    }

    /** Reads {@code rows[0..count)}, which ascend. */
    void load(int[] rows, int count) {
        loader.load(rows, count, values);
    }

    /** The value of row {@code i} of the batch that was loaded last. */
    @Nullable
    Object value(int i) {
        return values[i];
    }

    private static Loader numbers(NumericColumn column) {
        NumericColumn.Reader reader = column.reader();
        return (rows, count, into) -> {
            if (column.type() == ValueType.LONG) {
                long[] longs = new long[count];
                reader.longs(rows, count, longs);
                Arrays.setAll(into, i -> i < count ? (Object) longs[i] : null);
            } else if (column.type() == ValueType.FLOAT) {
                float[] floats = new float[count];
                reader.floats(rows, count, floats);
                Arrays.setAll(into, i -> i < count ? (Object) floats[i] : null);
            } else {
                double[] doubles = new double[count];
                reader.doubles(rows, count, doubles);
                Arrays.setAll(into, i -> i < count ? (Object) doubles[i] : null);
            }
            if (!column.nulls().isEmpty()) {
                for (int i = 0; i < count; i++) {
                    into[i] = column.nulls().contains(rows[i]) ? null : into[i];
                }
            }
        };
    }

    private static Loader single(StringColumn column) {
        StringColumn.Reader reader = column.reader();
        int[] ids = new int[BATCH];
        return (rows, count, into) -> {
            reader.ids(rows, count, ids);
            for (int i = 0; i < count; i++) {
                into[i] = column.value(ids[i]);
            }
        };
    }

    private static Loader several(StringColumn column) {
        StringColumn.Reader reader = column.reader();
        MultiIds ids = new MultiIds();
        return (rows, count, into) -> {
            reader.multi(rows, count, ids);
            for (int i = 0; i < count; i++) {
                List<@Nullable String> texts = new ArrayList<>();
                for (int at = ids.offsets()[i]; at < ids.offsets()[i + 1]; at++) {
                    texts.add(column.value(ids.ids()[at]));
                }
                into[i] = texts.size() == 1 ? texts.get(0) : Collections.unmodifiableList(texts);
            }
        };
    }

    private static Loader objects(ComplexColumn column) {
        return (rows, count, into) -> {
            for (int i = 0; i < count; i++) {
                ByteBuffer value = column.value(rows[i]);
                byte[] bytes = new byte[value.remaining()];
                value.get(bytes);
                into[i] = bytes.length == 0 ? null : bytes;
            }
        };
    }
}
