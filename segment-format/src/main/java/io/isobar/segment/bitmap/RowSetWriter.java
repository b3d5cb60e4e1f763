package io.isobar.segment.bitmap;

import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** Makes the bytes of one row set after the other, from rows that ascend. For one thread. */
public abstract sealed class RowSetWriter permits RoaringWriter, RowSetWriter.Concise {
    /** A writer of a format. */
    public static RowSetWriter of(BitmapFormat format) {
        return format == BitmapFormat.ROARING ? new RoaringWriter() : new Concise();
    }

    /** Adds a row, which is greater than the one before it in the set. */
    public abstract void add(int row);

    /**
     * Ends the set; the next row begins another one.
     *
     * @return how many of {@link #bytes} are the set's; none if it is empty
     */
    public abstract int end();

    /** The set that was ended last, from the first byte on. */
    public abstract byte[] bytes();

    static final class Concise extends RowSetWriter {
        private MutableRoaringBitmap rows = new MutableRoaringBitmap();
        private byte[] bytes = {};

        @Override
        public void add(int row) {
            rows.add(row);
        }

        @Override
        public int end() {
            bytes = BitmapFormat.CONCISE.write(rows);
            rows = new MutableRoaringBitmap();
            return bytes.length;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }
    }
}
