package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import org.jspecify.annotations.Nullable;

/** A column whose rows hold arrays, or documents of JSON. */
public non-sealed interface NestedColumn extends Column {
    /** {@link ValueType#COMPLEX}; {@link #typeName} tells more. */
    @Override
    default ValueType type() {
        return ValueType.COMPLEX;
    }

    /** Druid's name of the type: {@code ARRAY<STRING>}, {@code ARRAY<LONG>}, {@code ARRAY<DOUBLE>}, {@code COMPLEX<json>}. */
    String typeName();

    /**
     * The value of one row, null if it is null; fastest if asked in ascending order.
     *
     * <p>Of a column of arrays it is an unmodifiable {@code List} of {@code Long}, {@code Double}, {@code String} and null, or
     * such a scalar by itself where the row was given no array. Of a column of JSON also {@code Boolean}, {@code BigInteger}
     * and a {@code Map} in the order of the document, in any depth.
     */
    @Nullable
    Object value(int row);
}
