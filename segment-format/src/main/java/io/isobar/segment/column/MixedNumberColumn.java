package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.codec.PackedInts;
import java.util.Objects;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of longs and doubles, each row an id: all are read as doubles. */
final class MixedNumberColumn extends AbstractNumericColumn {
    private static final int AT_ONCE = 512;

    private final PackedInts ids;
    private final GlobalDictionary values;

    MixedNumberColumn(
            String name, PackedInts ids, GlobalDictionary values, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        super(name, ValueType.DOUBLE, ids.size(), nulls, guard);
        this.ids = ids;
        this.values = values;
    }

    @Override
    public Reader reader() {
        return new MixedReader();
    }

    private double number(int id) {
        return values.value(id) instanceof Number number ? number.doubleValue() : 0;
    }

    private final class MixedReader implements Reader {
        private final PackedInts.Reader packed = ids.reader();
        private final int[] batch = new int[AT_ONCE];
        private final double[] doubles = new double[AT_ONCE];

        @Override
        public void doubles(int firstRow, int count, double[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(AT_ONCE, count - done);
                packed.read(firstRow + done, length, batch, 0);
                for (int i = 0; i < length; i++) {
                    into[done + i] = number(batch[i]);
                }
                done += length;
            }
        }

        @Override
        public void doubles(int[] rows, int count, double[] into) {
            check(rows, count);
            for (int i = 0; i < count; i++) {
                into[i] = number(packed.at(Objects.checkIndex(rows[i], rows())));
            }
        }

        @Override
        public void longs(int firstRow, int count, long[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(AT_ONCE, count - done);
                doubles(firstRow + done, length, doubles);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (long) doubles[i];
                }
                done += length;
            }
        }

        @Override
        public void longs(int[] rows, int count, long[] into) {
            check(rows, count);
            for (int i = 0; i < count; i++) {
                into[i] = (long) number(packed.at(Objects.checkIndex(rows[i], rows())));
            }
        }

        @Override
        public void floats(int firstRow, int count, float[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int length = Math.min(AT_ONCE, count - done);
                doubles(firstRow + done, length, doubles);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (float) doubles[i];
                }
                done += length;
            }
        }

        @Override
        public void floats(int[] rows, int count, float[] into) {
            check(rows, count);
            for (int i = 0; i < count; i++) {
                into[i] = (float) number(packed.at(Objects.checkIndex(rows[i], rows())));
            }
        }
    }
}
