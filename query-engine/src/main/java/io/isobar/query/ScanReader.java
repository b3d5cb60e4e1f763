package io.isobar.query;

import io.isobar.query.ScanPartial.ScanColumn;
import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.IdVector;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.ObjectVector;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.values.NumberValues;
import io.isobar.query.values.ObjectValues;
import io.isobar.query.values.TextValues;
import io.isobar.query.values.Values;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one column of chosen rows into values of its type. */
final class ScanReader {
    private final BatchColumns columns;
    private final int[] rows;
    private final int count;
    private final RowBatch batch = new RowBatch();

    /** Reads {@code rows[0..count)}, which ascend. */
    ScanReader(BatchColumns columns, int[] rows, int count) {
        this.columns = columns;
        this.rows = rows;
        this.count = count;
    }

    ScanColumn read(String name) {
        if (columns.virtual(name) != null) {
            return new ScanColumn(name, null, objects(columns.objects(name)));
        }
        Column column = columns.stored(name).orElse(null);
        if (column == null) {
            boolean known = columns.segment().columnNames().contains(name);
            return new ScanColumn(name, known ? "STRING" : null, TextValues.nulls(count));
        }
        if (column instanceof NumericColumn) {
            return new ScanColumn(name, column.type().name(), numbers(columns.numbers(name)));
        }
        if (column instanceof StringColumn texts) {
            return new ScanColumn(
                    name, "STRING", texts.multiValue() ? objects(columns.objects(name)) : texts(columns.ids(texts)));
        }
        if (column instanceof NestedColumn nested) {
            return new ScanColumn(name, nested.typeName(), nested(nested));
        }
        ComplexColumn complex = (ComplexColumn) column;
        return new ScanColumn(name, "COMPLEX<" + complex.typeName() + ">", sketches(complex));
    }

    private void eachBatch(Consumer<Integer> read) {
        for (int done = 0; done < count; done += batch.size()) {
            int size = Math.min(RowBatch.SIZE, count - done);
            System.arraycopy(rows, done, batch.rows(), 0, size);
            batch.filled(size);
            read.accept(done);
        }
    }

    private Values numbers(NumericVector vector) {
        long[] bits = new long[count];
        boolean[] nulls = new boolean[count];
        eachBatch(done -> {
            boolean[] marks = vector.nulls(batch);
            if (marks != null) {
                System.arraycopy(marks, 0, nulls, done, batch.size());
            }
            if (vector.type() == ValueType.LONG) {
                System.arraycopy(vector.longs(batch), 0, bits, done, batch.size());
            } else {
                double[] reals = vector.doubles(batch);
                for (int i = 0; i < batch.size(); i++) {
                    bits[done + i] = Double.doubleToRawLongBits(reals[i]);
                }
            }
        });
        return new NumberValues(vector.type(), bits, nulls, count);
    }

    private Values texts(IdVector vector) {
        StringColumn column = vector.column();
        int[] ids = new int[count];
        eachBatch(done -> System.arraycopy(vector.ids(batch), 0, ids, done, batch.size()));
        int[] entryOf = new int[column.cardinality()];
        Arrays.fill(entryOf, -1);
        List<@Nullable String> dictionary = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (entryOf[id] < 0) {
                entryOf[id] = dictionary.size();
                dictionary.add(column.value(id));
            }
            ids[i] = entryOf[id];
        }
        return new TextValues(dictionary.toArray(new String[0]), ids, count);
    }

    private Values objects(ObjectVector vector) {
        List<@Nullable Object> values = new ArrayList<>(count);
        eachBatch(done -> values.addAll(Arrays.asList(vector.values(batch)).subList(0, batch.size())));
        return new ObjectValues(values);
    }

    private Values nested(NestedColumn column) {
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(column.value(rows[i]));
        }
        return new ObjectValues(values);
    }

    private Values sketches(ComplexColumn column) {
        List<@Nullable Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ByteBuffer value = column.value(rows[i]);
            byte[] bytes = new byte[value.remaining()];
            value.get(bytes);
            values.add(bytes.length == 0 ? null : bytes);
        }
        return new ObjectValues(values);
    }
}
