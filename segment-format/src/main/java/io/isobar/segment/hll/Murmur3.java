package io.isobar.segment.hll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Murmur3 with 128 bits, the variant for 64-bit machines, with the seed 0. Holds the last hash, so that hashing
 * allocates nothing; for one thread.
 *
 * <p>16 bytes at a time, little-endian, each half goes through a multiplication, a rotation and a second multiplication
 * into its half of the state; the rest likewise, as if zeros followed; then length and halves are mixed.
 */
final class Murmur3 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long first;
    private long second;

    /** The first eight bytes of the last hash, little-endian. */
    long first() {
        return first;
    }

    /** The last eight bytes of the last hash, little-endian. */
    long second() {
        return second;
    }

    void hash(byte[] bytes, int start, int length) {
        long h1 = 0;
        long h2 = 0;
        int at = start;
        for (int end = start + (length & -BLOCK); at < end; at += BLOCK) {
            h1 = (Long.rotateLeft(h1 ^ scrambledFirst((long) LONGS.get(bytes, at)), 27) + h2) * 5 + 0x52dce729;
            h2 = (Long.rotateLeft(h2 ^ scrambledSecond((long) LONGS.get(bytes, at + 8)), 31) + h1) * 5 + 0x38495ab5;
        }
        int left = length % BLOCK;
        h1 ^= scrambledFirst(tail(bytes, at, Math.min(left, 8))) ^ length;
        h2 ^= scrambledSecond(tail(bytes, at + 8, left - 8)) ^ length;
        h1 += h2;
        h2 += h1;
        h1 = mixed(h1);
        h2 = mixed(h2);
        first = h1 + h2;
        second = h2 + first;
    }

    /** The next {@code count} bytes; 0 for none. */
    private static long tail(byte[] bytes, int at, int count) {
        if (count == 8) {
            return (long) LONGS.get(bytes, at);
        }
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    private static long scrambledFirst(long half) {
        return Long.rotateLeft(half * C1, 31) * C2;
    }

    private static long scrambledSecond(long half) {
        return Long.rotateLeft(half * C2, 33) * C1;
    }

    private static long mixed(long half) {
        long h = half;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
