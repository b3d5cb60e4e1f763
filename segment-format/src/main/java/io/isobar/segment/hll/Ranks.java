package io.isobar.segment.hll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The greatest rank of each register, a byte each: first all registers with an even number, then the odd ones, so that
 * the two halves of eight bytes of a dense sketch meet eight bytes here. A rank is at most 64, so the highest bit of a
 * byte is free and eight of them can be compared by one subtraction.
 */
final class Ranks {
    static final int REGISTERS = 2048;
    static final int MAX = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HALF = REGISTERS / 2;
    private static final int MAX_NIBBLE = 15;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = EACH_BYTE << 7;
    private static final long NIBBLES = EACH_BYTE * MAX_NIBBLE;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
    private static final double TWO_TO_THE_64 = 0x1p64;
    private static final double HIGH_CORRECTION_FROM = TWO_TO_THE_64 / 30.0;
    private static final double LOW_CORRECTION_UP_TO = 5.0 * REGISTERS / 2.0;
    private static final double[] INVERSE_POWER = new double[MAX + 1];

    static {
        for (int rank = 0; rank <= MAX; rank++) {
            INVERSE_POWER[rank] = Math.scalb(1.0, -rank);
        }
    }

    private final byte[] ranks = new byte[REGISTERS];

    private static int at(int register) {
        return (register >>> 1) + (register & 1) * HALF;
    }

    private long eight(int at) {
        return (long) LONGS.get(ranks, at);
    }

    int get(int register) {
        return ranks[at(register)];
    }

    /** Sets a register to {@code rank} if it has a lower one; returns what it had. */
    int raise(int register, int rank) {
        int at = at(register);
        int before = ranks[at];
        if (rank > before) {
            ranks[at] = (byte) rank;
        }
        return before;
    }

    /** Raises the two registers of one byte of a sketch; a nibble of 0 says nothing, and no register is below the offset. */
    void raisePair(int pair, int nibbles, int offset) {
        int even = Math.min(MAX, (nibbles >>> 4 & MAX_NIBBLE) + offset);
        int odd = Math.min(MAX, (nibbles & MAX_NIBBLE) + offset);
        if (even > ranks[pair]) {
            ranks[pair] = (byte) even;
        }
        if (odd > ranks[pair + HALF]) {
            ranks[pair + HALF] = (byte) odd;
        }
    }

    /** Raises all registers to what a dense sketch says: two registers to a byte, each less {@code offset}. */
    void raiseAll(byte[] bytes, int start, int offset) {
        long offsets = offset * EACH_BYTE;
        boolean capped = offset > MAX - MAX_NIBBLE;
        for (int i = 0; i < HALF; i += Long.BYTES) {
            long pairs = (long) LONGS.get(bytes, start + i);
            long even = (pairs >>> 4 & NIBBLES) + offsets;
            long odd = (pairs & NIBBLES) + offsets;
            if (capped) {
                even = atMost(MAX, even);
                odd = atMost(MAX, odd);
            }
            LONGS.set(ranks, i, greater(eight(i), even));
            LONGS.set(ranks, i + HALF, greater(eight(i + HALF), odd));
        }
    }

    /** Raises all registers to a rank. */
    void raiseAll(int rank) {
        for (int i = 0; i < REGISTERS; i++) {
            ranks[i] = (byte) Math.max(ranks[i], rank);
        }
    }

    /** The greater of each two bytes; none has its highest bit set. */
    private static long greater(long a, long b) {
        long aIsGreater = ((a | HIGHEST_BITS) - b) & HIGHEST_BITS;
        return b ^ ((a ^ b) & (aIsGreater - (aIsGreater >>> 7)));
    }

    /** Each byte, but at most {@code limit}. */
    private static long atMost(int limit, long a) {
        long limits = limit * EACH_BYTE;
        long aIsGreater = ((a | HIGHEST_BITS) - limits) & HIGHEST_BITS;
        return a ^ ((a ^ limits) & (aIsGreater - (aIsGreater >>> 7)));
    }

    /** What the sixteen registers of eight bytes of a dense sketch exceed {@code offset} by, at most 15. */
    long pairs(int at, int offset) {
        long offsets = offset * EACH_BYTE;
        return atMost(MAX_NIBBLE, eight(at) - offsets) << 4 | atMost(MAX_NIBBLE, eight(at + HALF) - offsets);
    }

    void clear(int register) {
        ranks[at(register)] = 0;
    }

    void clear() {
        Arrays.fill(ranks, (byte) 0);
    }

    int nonZero() {
        int count = 0;
        for (int i = 0; i < REGISTERS; i += Long.BYTES) {
            count += nonZero(eight(i));
        }
        return count;
    }

    /** How many of eight bytes are not zero. */
    static int nonZero(long eight) {
        return Long.bitCount((eight + ~HIGHEST_BITS) & HIGHEST_BITS);
    }

    /** The least rank: once no register is zero, all can do with less. */
    int least() {
        int least = MAX;
        for (int register = 0; register < REGISTERS && least > 0; register++) {
            least = Math.min(least, get(register));
        }
        return least;
    }

    /** The first register of those with the greatest rank, or -1 if that isn't above {@code limit}. */
    int firstOfGreatestAbove(int limit) {
        if (!anyAbove(limit)) {
            return -1;
        }
        int found = -1;
        int most = limit;
        for (int register = 0; register < REGISTERS; register++) {
            int rank = get(register);
            if (rank > most) {
                most = rank;
                found = register;
            }
        }
        return found;
    }

    private boolean anyAbove(int limit) {
        long greater = 0;
        for (int i = 0; i < REGISTERS; i += Long.BYTES) {
            greater |= (eight(i) | HIGHEST_BITS) - (limit + 1) * EACH_BYTE;
        }
        return (greater & HIGHEST_BITS) != 0;
    }

    double estimate() {
        double sum = 0;
        for (int register = 0; register < REGISTERS; register++) {
            sum += INVERSE_POWER[get(register)];
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        if (estimate <= LOW_CORRECTION_UP_TO) {
            int zeros = REGISTERS - nonZero();
            return zeros == 0 ? estimate : REGISTERS * Math.log((double) REGISTERS / zeros);
        }
        if (estimate <= HIGH_CORRECTION_FROM) {
            return estimate;
        }
        // only made-up bytes estimate more than there are hashes, and those must not become NaN
        return -TWO_TO_THE_64 * Math.log(Math.max(Math.ulp(0.5), 1 - estimate / TWO_TO_THE_64));
    }
}
