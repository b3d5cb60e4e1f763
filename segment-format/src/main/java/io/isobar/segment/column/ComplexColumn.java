package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import java.nio.ByteBuffer;

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
}
