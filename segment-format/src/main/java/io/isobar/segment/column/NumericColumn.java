package io.isobar.segment.column;

import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of numbers: {@code LONG}, {@code FLOAT} or {@code DOUBLE}. */
public non-sealed interface NumericColumn extends Column {
    /** The rows that hold no number; empty if each holds one. Such a row reads as 0. */
    ImmutableRoaringBitmap nulls();

    /** A new reader with a block buffer of its own, for one thread. */
    Reader reader();

    /**
     * Reads batches, converting as a Java cast does if asked for another type than the column's own. Fastest when the
     * batches go forward: each block is decoded once.
     */
    interface Reader {
        /** Reads {@code count} rows from {@code firstRow} on into {@code into[0..count)}. */
        void longs(int firstRow, int count, long[] into);

        /** Reads the rows {@code rows[0..count)}, which ascend, into {@code into[0..count)}. */
        void longs(int[] rows, int count, long[] into);

        /** Reads {@code count} rows from {@code firstRow} on into {@code into[0..count)}. */
        void doubles(int firstRow, int count, double[] into);

        /** Reads the rows {@code rows[0..count)}, which ascend, into {@code into[0..count)}. */
        void doubles(int[] rows, int count, double[] into);

        /** Reads {@code count} rows from {@code firstRow} on into {@code into[0..count)}. */
        void floats(int firstRow, int count, float[] into);

        /** Reads the rows {@code rows[0..count)}, which ascend, into {@code into[0..count)}. */
        void floats(int[] rows, int count, float[] into);
    }
}
