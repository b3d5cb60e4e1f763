package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.codec.Longs;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of longs. */
public final class LongColumn extends AbstractNumericColumn {
    private static final int CONVERTED_AT_ONCE = 512;

    private final Longs values;

    public LongColumn(String name, Longs values, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        super(name, ValueType.LONG, values.rows(), nulls, guard);
        this.values = values;
    }

    @Override
    public Reader reader() {
        return new LongReader();
    }

    private final class LongReader implements Reader {
        private final Longs.Reader longs = values.reader();
        private final long[] some = new long[CONVERTED_AT_ONCE];

        @Override
        public void longs(int firstRow, int count, long[] into) {
            check(firstRow, count);
            longs.read(firstRow, count, into, 0);
        }

        @Override
        public void longs(int[] rows, int count, long[] into) {
            check(rows, count);
            longs.gather(rows, 0, count, into, 0);
        }

        @Override
        public void doubles(int firstRow, int count, double[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                longs.read(firstRow + done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = some[i];
                }
                done += length;
            }
        }

        @Override
        public void doubles(int[] rows, int count, double[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                longs.gather(rows, done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = some[i];
                }
                done += length;
            }
        }

        @Override
        public void floats(int firstRow, int count, float[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                longs.read(firstRow + done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = some[i];
                }
                done += length;
            }
        }

        @Override
        public void floats(int[] rows, int count, float[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                longs.gather(rows, done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = some[i];
                }
                done += length;
            }
        }
    }
}
