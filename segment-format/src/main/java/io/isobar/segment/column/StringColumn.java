package io.isobar.segment.column;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/**
 * A column of strings, each row an id, or several, in a sorted dictionary.
 *
 * <p>Ids order like their values: null first, then by UTF-16 code units as {@link String#compareTo} does.
 */
public non-sealed interface StringColumn extends Column {
    /** How many distinct values there are; ids run from 0 to one less. */
    int cardinality();

    /** The value of an id; only id 0 can be null. */
    @Nullable
    String value(int id);

    /** The bytes of an id's value in UTF-8, read-only; null for null. */
    @Nullable
    ByteBuffer utf8(int id);

    /** The id of a value, or {@code -(insertion point) - 1} if no row has it. */
    int idOf(@Nullable String value);

    /** Whether a row may hold several values, or none. */
    boolean multiValue();

    /** Whether {@link #bitmap} can be asked. */
    boolean hasBitmaps();

    /**
     * The rows that hold a value, read where they lie in the file. A row without any value counts to null's.
     *
     * @throws IllegalStateException if the column was written without bitmaps
     */
    ImmutableRoaringBitmap bitmap(int id);

    /** A new reader with a block buffer of its own, for one thread. */
    Reader reader();

    /** Reads batches of ids. Fastest when the batches go forward: each block is decoded once. */
    interface Reader {
        /**
         * Reads {@code count} rows from {@code firstRow} on into {@code into[0..count)}.
         *
         * @throws IllegalStateException if the column is multi-value
         */
        void ids(int firstRow, int count, int[] into);

        /**
         * Reads the rows {@code rows[0..count)}, which ascend, into {@code into[0..count)}.
         *
         * @throws IllegalStateException if the column is multi-value
         */
        void ids(int[] rows, int count, int[] into);

        /** Reads the rows {@code rows[0..count)}, which ascend; a single-value column gives one id per row. */
        void multi(int[] rows, int count, MultiIds into);
    }
}
