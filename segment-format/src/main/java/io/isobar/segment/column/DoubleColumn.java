package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.codec.Blocks;
import io.isobar.segment.codec.EightBytes;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of doubles. */
public final class DoubleColumn extends AbstractNumericColumn {
    private static final int CONVERTED_AT_ONCE = 512;

    private final Blocks values;

    public DoubleColumn(String name, Blocks values, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        super(name, ValueType.DOUBLE, values.values(), nulls, guard);
        this.values = values;
    }

    @Override
    public Reader reader() {
        return new DoubleReader();
    }

    private final class DoubleReader implements Reader {
        private final EightBytes doubles = new EightBytes(values);
        private final double[] some = new double[CONVERTED_AT_ONCE];

        @Override
        public void longs(int firstRow, int count, long[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                doubles.doubles(firstRow + done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (long) some[i];
                }
                done += length;
            }
        }

        @Override
        public void longs(int[] rows, int count, long[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                doubles.doubles(rows, done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (long) some[i];
                }
                done += length;
            }
        }

        @Override
        public void doubles(int firstRow, int count, double[] into) {
            check(firstRow, count);
            doubles.doubles(firstRow, count, into, 0);
        }

        @Override
        public void doubles(int[] rows, int count, double[] into) {
            check(rows, count);
            doubles.doubles(rows, 0, count, into, 0);
        }

        @Override
        public void floats(int firstRow, int count, float[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                doubles.doubles(firstRow + done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (float) some[i];
                }
                done += length;
            }
        }

        @Override
        public void floats(int[] rows, int count, float[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(count - done, some.length);
                doubles.doubles(rows, done, length, some, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (float) some[i];
                }
                done += length;
            }
        }
    }
}
