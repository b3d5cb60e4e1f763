package io.isobar.indexer.hadoop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts the lines of a text that comes in parts. A line ends with LF, CR or both, as for Hadoop. Not thread-safe. */
final class LineCount {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F * EACH;

    private long ends;
    private boolean afterReturn;

    /** Goes on with the first {@code length} of these bytes. */
    void add(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            if (!afterReturn && length - at >= Long.BYTES) {
                long eight = (long) LONGS.get(bytes, at);
                if (zeros(eight ^ '\r' * EACH) == 0) {
                    ends += Long.bitCount(zeros(eight ^ '\n' * EACH));
                    at += Long.BYTES;
                    continue;
                }
            }
            add(bytes[at++]);
        }
    }

    private void add(byte one) {
        if (one == '\r' || (one == '\n' && !afterReturn)) {
            ends++;
        }
        afterReturn = one == '\r';
    }

    /** A bit for each byte that is zero. */
    private static long zeros(long eight) {
        return ~(((eight & LOW_BITS) + LOW_BITS) | eight | LOW_BITS);
    }

    /** How many lines there are at most: the last may lack its end. */
    long most() {
        return ends + 1;
    }
}
