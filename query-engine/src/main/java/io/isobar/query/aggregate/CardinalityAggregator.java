package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.IdVector;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.ObjectVector;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Approximate count of the distinct values of columns, nulls left out. The bytes that are hashed are Druid's, so that
 * estimates are too: UTF-16 of texts, and the bits of numbers, all little-endian.
 *
 * @param name what the answer calls it
 * @param columns whose values are counted, all together
 * @param round whether the answer is a whole number
 */
record CardinalityAggregator(String name, List<String> columns, boolean round) implements Aggregator {
    CardinalityAggregator {
        columns = List.copyOf(columns);
    }

    @Override
    public AggregateState newState() {
        return new SketchState(round);
    }

    @Override
    public Accumulator accumulator(BatchColumns batchColumns, AggregateState into) {
        SketchState sketches = (SketchState) into;
        List<Accumulator> each = columns.stream()
                .map(column -> accumulator(column, batchColumns, sketches))
                .toList();
        return rows -> each.forEach(accumulator -> accumulator.add(rows));
    }

    private static Accumulator accumulator(String name, BatchColumns columns, SketchState into) {
        if (columns.virtual(name) != null) {
            ObjectVector objects = columns.objects(name);
            return rows -> {
                @Nullable Object[] values = objects.values(rows.batch());
                for (int i = 0; i < rows.count(); i++) {
                    addObject(rows.group(i), values[rows.positions()[i]], into);
                }
            };
        }
        Column column = columns.stored(name).orElse(null);
        if (column == null) {
            return rows -> {};
        }
        return column instanceof StringColumn texts
                ? texts(columns.ids(texts), into)
                : numbers(columns.numbers(name), into);
    }

    private static void addObject(int group, @Nullable Object value, SketchState into) {
        if (value instanceof List<?> list) {
            list.forEach(element -> addObject(group, element, into));
        } else if (value instanceof Double number) {
            into.add(group, bytes(Double.doubleToLongBits(number)));
        } else if (value instanceof Number number) {
            into.add(group, bytes(number.longValue()));
        } else if (value != null) {
            into.add(group, bytes(value.toString()));
        }
    }

    private static Accumulator texts(IdVector vector, SketchState into) {
        StringColumn column = vector.column();
        byte[][] bytesOf = new byte[column.cardinality()][];
        int nullId = column.idOf(null);
        return rows -> {
            MultiIds multi = vector.multi(rows.batch());
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.positions()[i];
                for (int j = multi.offsets()[position]; j < multi.offsets()[position + 1]; j++) {
                    int id = multi.ids()[j];
                    if (id != nullId) {
                        if (bytesOf[id] == null) {
                            bytesOf[id] = bytes(String.valueOf(column.value(id)));
                        }
                        into.add(rows.group(i), bytesOf[id]);
                    }
                }
            }
        };
    }

    private static Accumulator numbers(NumericVector vector, SketchState into) {
        ValueType type = vector.type();
        return rows -> {
            boolean[] nulls = vector.nulls(rows.batch());
            long[] longs = type == ValueType.LONG ? vector.longs(rows.batch()) : null;
            double[] doubles = longs == null ? vector.doubles(rows.batch()) : null;
            for (int i = 0; i < rows.count(); i++) {
                int position = rows.positions()[i];
                if (nulls != null && nulls[position]) {
                    continue;
                }
                if (longs != null) {
                    into.add(rows.group(i), bytes(longs[position]));
                } else if (doubles != null) {
                    into.add(
                            rows.group(i),
                            type == ValueType.FLOAT
                                    ? bytes((float) doubles[position])
                                    : bytes(Double.doubleToLongBits(doubles[position])));
                }
            }
        };
    }

    /** What is hashed of a text. */
    static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_16LE);
    }

    /** What is hashed of a long, or of a double's bits. */
    static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** What is hashed of a float. */
    static byte[] bytes(float value) {
        return ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Float.floatToIntBits(value))
                .array();
    }
}
