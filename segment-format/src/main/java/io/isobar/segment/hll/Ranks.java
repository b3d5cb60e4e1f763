package io.isobar.segment.hll;

import java.util.Arrays;

/**
 * The greatest rank of each register, a byte each, eight bytes to a long: first all registers with an even number, then
 * the odd ones, so that the two halves of eight bytes of a dense sketch meet one long each. A rank is at most 64, so
 * the highest bit of a byte is free and eight of them can be compared by one subtraction.
 */
final class Ranks {
    static final int REGISTERS = 2048;
    static final int MAX = 64;

    private static final int HALF = REGISTERS / 2 / Long.BYTES;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = EACH_BYTE << 7;
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

    private final long[] eights = new long[2 * HALF];

    private static int eight(int register) {
        return (register >>> 4) + (register & 1) * HALF;
    }

    private static int shift(int register) {
        return (register >>> 1 & 7) * Byte.SIZE;
    }

    int get(int register) {
        return (int) (eights[eight(register)] >>> shift(register)) & 0xFF;
    }

    /** Sets a register to {@code rank} if it has a lower one; returns what it had. */
    int raise(int register, int rank) {
        int at = eight(register);
        int shift = shift(register);
        int before = (int) (eights[at] >>> shift) & 0xFF;
        if (rank > before) {
            eights[at] ^= (long) (before ^ rank) << shift;
        }
        return before;
    }

    /** Raises the registers 16 i to 16 i + 15: those with even numbers, and those with odd ones, to rank + offset. */
    void raiseEight(int i, long even, long odd, int offset) {
        long offsets = offset * EACH_BYTE;
        eights[i] = greater(eights[i], atMost(MAX, even + offsets));
        eights[i + HALF] = greater(eights[i + HALF], atMost(MAX, odd + offsets));
    }

    /** Raises all registers to a rank. */
    void raiseAll(int rank) {
        for (int i = 0; i < eights.length; i++) {
            eights[i] = greater(eights[i], rank * EACH_BYTE);
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

    /** What the registers 16 i to 16 i + 15 exceed {@code offset} by, at most 15, the even ones in the higher bits. */
    long pairs(int i, int offset) {
        long offsets = offset * EACH_BYTE;
        return atMost(15, eights[i] - offsets) << 4 | atMost(15, eights[i + HALF] - offsets);
    }

    void clear(int register) {
        eights[eight(register)] &= ~(0xFFL << shift(register));
    }

    void clear() {
        Arrays.fill(eights, 0);
    }

    int nonZero() {
        int count = 0;
        for (long eight : eights) {
            count += nonZero(eight);
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
        for (long eight : eights) {
            greater |= (eight | HIGHEST_BITS) - (limit + 1) * EACH_BYTE;
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
