package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.codec.ObjectBytes;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A column of opaque objects: their bytes, and the name of the type that knows what they mean. */
public non-sealed interface ComplexColumn extends Column {
    @Override
    default ValueType type() {
        return ValueType.COMPLEX;
    }

    /** Druid's name of the type, such as {@code hyperUnique}. */
    String typeName();

    /** The bytes of one row's object, read-only and big-endian; nothing remains in it if the row is null. */
    ByteBuffer value(int row);

    /**
     * Reads the bytes of the objects of up to {@code count} rows from {@code firstRow} on.
     *
     * @return how many rows were read: at least one if {@code count} is, fewer than asked for if {@code into} is full
     */
    default int values(int firstRow, int count, ObjectBytes into) {
        Objects.checkFromIndexSize(firstRow, count, rows());
        into.clear();
        int read = 0;
        while (read < count && !into.full()) {
            into.add(value(firstRow + read++));
        }
        return read;
    }

    /**
     * Reads the bytes of the objects of the rows {@code rows[from..to)}, or of fewer.
     *
     * @return how many rows were read: at least one if any is asked for, fewer if {@code into} is full
     */
    default int values(int[] rows, int from, int to, ObjectBytes into) {
        into.clear();
        int read = from;
        while (read < to && !into.full()) {
            into.add(value(rows[read++]));
        }
        return read - from;
    }
}
