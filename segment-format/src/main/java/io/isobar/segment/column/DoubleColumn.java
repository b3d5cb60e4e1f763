package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import io.isobar.segment.codec.Blocks;
import java.nio.ByteBuffer;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of doubles. */
public final class DoubleColumn extends AbstractNumericColumn {
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
        private final Blocks.Decoder decoder = values.decoder();
        private final int shift = values.shift();

        @Override
        public void longs(int firstRow, int count, long[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int block = (firstRow + done) >>> shift;
                int within = firstRow + done - (block << shift);
                int length = length(block, within, count - done);
                ByteBuffer from = decoder.block(block);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (long) from.getDouble((within + i) << 3);
                }
                done += length;
            }
        }

        @Override
        public void longs(int[] rows, int count, long[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int block = rows[done] >>> shift;
                int base = block << shift;
                ByteBuffer from = decoder.block(block);
                do {
                    into[done] = (long) from.getDouble((rows[done] - base) << 3);
                    done++;
                } while (done < count && rows[done] >>> shift == block);
            }
        }

        @Override
        public void doubles(int firstRow, int count, double[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int block = (firstRow + done) >>> shift;
                int within = firstRow + done - (block << shift);
                int length = length(block, within, count - done);
                decoder.block(block).asDoubleBuffer().get(within, into, done, length);
                done += length;
            }
        }

        @Override
        public void doubles(int[] rows, int count, double[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int block = rows[done] >>> shift;
                int base = block << shift;
                ByteBuffer from = decoder.block(block);
                do {
                    into[done] = from.getDouble((rows[done] - base) << 3);
                    done++;
                } while (done < count && rows[done] >>> shift == block);
            }
        }

        @Override
        public void floats(int firstRow, int count, float[] into) {
            check(firstRow, count);
            for (int done = 0; done < count; ) {
                int block = (firstRow + done) >>> shift;
                int within = firstRow + done - (block << shift);
                int length = length(block, within, count - done);
                ByteBuffer from = decoder.block(block);
                for (int i = 0; i < length; i++) {
                    into[done + i] = (float) from.getDouble((within + i) << 3);
                }
                done += length;
            }
        }

        @Override
        public void floats(int[] rows, int count, float[] into) {
            check(rows, count);
            for (int done = 0; done < count; ) {
                int block = rows[done] >>> shift;
                int base = block << shift;
                ByteBuffer from = decoder.block(block);
                do {
                    into[done] = (float) from.getDouble((rows[done] - base) << 3);
                    done++;
                } while (done < count && rows[done] >>> shift == block);
            }
        }

        private int length(int block, int within, int wanted) {
            return Math.min(wanted, values.valuesIn(block) - within);
        }
    }
}
