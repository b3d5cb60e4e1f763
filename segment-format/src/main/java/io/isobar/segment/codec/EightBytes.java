package io.isobar.segment.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads longs or doubles out of {@link Blocks}, by positions that must have been checked. For one thread. */
public final class EightBytes {
    private static final VarHandle LITTLE_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final Blocks blocks;
    private final Blocks.Decoder decoder;
    /** Set if blocks are decoded into an array, and little-endian: then values are picked without a buffer's checks. */
    private final byte @Nullable [] little;

    private final int shift;

    /** A reader with a decoder of its own. */
    public EightBytes(Blocks blocks) {
        this.blocks = blocks;
        this.decoder = blocks.decoder();
        this.little = blocks.order() == ByteOrder.LITTLE_ENDIAN ? decoder.array() : null;
        this.shift = blocks.shift();
    }

    /** Reads {@code count} values from position {@code first} on into {@code into} from {@code at} on. */
    public void longs(int first, int count, long[] into, int at) {
        for (int done = 0; done < count; ) {
            int block = (first + done) >>> shift;
            int within = first + done - (block << shift);
            int length = Math.min(count - done, blocks.valuesIn(block) - within);
            decoder.block(block).asLongBuffer().get(within, into, at + done, length);
            done += length;
        }
    }

    /** Reads {@code count} values from position {@code first} on into {@code into} from {@code at} on. */
    public void doubles(int first, int count, double[] into, int at) {
        for (int done = 0; done < count; ) {
            int block = (first + done) >>> shift;
            int within = first + done - (block << shift);
            int length = Math.min(count - done, blocks.valuesIn(block) - within);
            decoder.block(block).asDoubleBuffer().get(within, into, at + done, length);
            done += length;
        }
    }

    /** Reads the values at the ascending {@code rows[from..from + count)} into {@code into} from {@code at} on. */
    public void longs(int[] rows, int from, int count, long[] into, int at) {
        int to = at - from;
        for (int start = from; start < from + count; ) {
            int end = Ascending.end(rows, start, from + count, shift);
            int block = rows[start] >>> shift;
            int base = block << shift;
            ByteBuffer values = decoder.block(block);
            if (little == null) {
                for (int i = start; i < end; i++) {
                    into[to + i] = values.getLong((rows[i] - base) << 3);
                }
            } else {
                for (int i = start; i < end; i++) {
                    into[to + i] = (long) LITTLE_LONGS.get(little, (rows[i] - base) << 3);
                }
            }
            start = end;
        }
    }

    /** Reads the values at the ascending {@code rows[from..from + count)} into {@code into} from {@code at} on. */
    public void doubles(int[] rows, int from, int count, double[] into, int at) {
        int to = at - from;
        for (int start = from; start < from + count; ) {
            int end = Ascending.end(rows, start, from + count, shift);
            int block = rows[start] >>> shift;
            int base = block << shift;
            ByteBuffer values = decoder.block(block);
            if (little == null) {
                for (int i = start; i < end; i++) {
                    into[to + i] = values.getDouble((rows[i] - base) << 3);
                }
            } else {
                for (int i = start; i < end; i++) {
                    into[to + i] = (double) LITTLE_DOUBLES.get(little, (rows[i] - base) << 3);
                }
            }
            start = end;
        }
    }
}
