package io.isobar.segment.hll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts distinct values approximately, as Druid's {@code hyperUnique} does: 2048 registers, each the greatest rank of
 * the hashes that fell to it. Not safe for several threads.
 *
 * <p>A value's hash is Murmur3 with 128 bits. Its register is the last two bytes, big-endian, modulo 2048. Its rank is
 * eight for each leading zero byte and the place, from 1, of the lowest set bit in the first other one of the first
 * eight; 64 if they are all zero.
 *
 * <p>Serialised, big-endian:
 *
 * <pre>
 *  0  1  version     1
 *  1  1  offset      what each register's four bits fall short of its rank
 *  2  2  non-zero    registers whose four bits are not zero
 *  4  1  overflow    a rank that four bits cannot hold, or 0
 *  5  2  register    whose rank that is
 *  7     registers   1024 bytes, the even register of each pair in the high bits; or, if fewer than 128 are not zero,
 *                    per byte that is not zero its place (int16, counted from the first byte of all) and itself;
 *                    three zeros follow for each byte that holds two
 * </pre>
 *
 * <p>Version 0 lacks the version and the overflow; it is known by its length. An empty sketch has no bytes.
 *
 * <p>Only one rank that needs more than four bits survives serialising; of others the largest that fit are kept. That,
 * and the offset, follow from the registers alone, so that equal sets give equal bytes in whatever order they came.
 */
public final class HyperLogLog {
    private static final VarHandle LITTLE_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int REGISTERS = Ranks.REGISTERS;
    private static final int DENSE_BYTES = REGISTERS / 2;
    private static final int HEADER_BYTES = 7;
    private static final int OLD_HEADER_BYTES = 3;
    private static final int ENTRY_BYTES = 3;
    private static final int MAX_BYTES = HEADER_BYTES + ENTRY_BYTES * DENSE_BYTES;
    private static final int ONE_ENTRY_BYTES = HEADER_BYTES + ENTRY_BYTES;
    /** Version 1, no offset, one register, no overflow. */
    private static final long ONE_ENTRY_HEADER = 0x01_00_0001_00_0000L;

    private static final int SPARSE_BELOW = 128;
    private static final int NIBBLE = 0x0F;
    private static final long NIBBLES = 0x0F0F_0F0F_0F0F_0F0FL;

    private final Ranks ranks = new Ranks();
    private final Murmur3 murmur = new Murmur3();
    /** The registers that are not zero, in no order, while they are few: most sketches of rows have one or two. */
    private final short[] used = new short[SPARSE_BELOW];

    private int usedCount;
    /** Whether {@link #used} no longer tells. */
    private boolean many;

    /** Counts a value in: its UTF-8 bytes. */
    public void add(String value) {
        add(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Counts a value in. */
    public void add(byte[] value) {
        murmur.hash(value, 0, value.length);
        raise(register(murmur), rank(murmur));
    }

    /** The serialised sketch that has counted one value. */
    public static byte[] bytesOf(byte[] value) {
        Murmur3 murmur = new Murmur3();
        murmur.hash(value, 0, value.length);
        int register = register(murmur);
        int rank = rank(murmur);
        if (rank > NIBBLE) {
            return new byte[] {1, 0, 0, 0, (byte) rank, (byte) (register >>> 8), (byte) register};
        }
        int at = register / 2 + HEADER_BYTES;
        int nibble = register % 2 == 0 ? rank << 4 : rank;
        return new byte[] {1, 0, 0, 1, 0, 0, 0, (byte) (at >>> 8), (byte) at, (byte) nibble};
    }

    private static int register(Murmur3 hash) {
        return Short.toUnsignedInt(Short.reverseBytes((short) (hash.second() >>> 48))) % REGISTERS;
    }

    private static int rank(Murmur3 hash) {
        return Math.min(Ranks.MAX, Long.numberOfTrailingZeros(hash.first()) + 1);
    }

    private void raise(int register, int rank) {
        int before = ranks.raise(register, rank);
        if (before == 0 && rank > 0 && !many) {
            if (usedCount == used.length) {
                many = true;
            } else {
                used[usedCount++] = (short) register;
            }
        }
    }

    /**
     * Counts in all that a serialised sketch has counted; nothing remaining in it means an empty one.
     *
     * @throws IllegalArgumentException if the bytes are no sketch
     */
    public void fold(ByteBuffer sketch) {
        if (sketch.hasArray()) {
            fold(sketch.array(), sketch.arrayOffset() + sketch.position(), sketch.remaining());
            return;
        }
        byte[] bytes = new byte[checkedSize(sketch.remaining())];
        sketch.get(sketch.position(), bytes);
        fold(bytes, 0, bytes.length);
    }

    /** Likewise, from a part of an array. */
    public void fold(byte[] bytes, int start, int length) {
        if (length == 0 || (many && length == ONE_ENTRY_BYTES && foldedOneEntry(bytes, start))) {
            return;
        }
        int size = checkedSize(length);
        boolean old = size % ENTRY_BYTES == 0 || size == OLD_HEADER_BYTES + DENSE_BYTES;
        int header = old ? OLD_HEADER_BYTES : HEADER_BYTES;
        if (size < header || (!old && bytes[start] != 1)) {
            throw new IllegalArgumentException(
                    "[%d] bytes are no hyperUnique: version is [%d], expected 0 or 1".formatted(size, bytes[start]));
        }
        int offset = bytes[old ? start : start + 1] & 0xFF;
        if (offset > Ranks.MAX) {
            throw new IllegalArgumentException("A hyperUnique has the offset [%d]".formatted(offset));
        }
        if (size - header == DENSE_BYTES) {
            foldDense(bytes, start + header, offset);
        } else {
            foldSparse(bytes, start, header, size, offset);
        }
        if (!old && bytes[start + 4] != 0) {
            foldOverflow(bytes[start + 4], twoBytes(bytes, start + 5));
        }
    }

    /** Folds what most rows have, the sketch of a single value, at the cost of one comparison of its header. */
    private boolean foldedOneEntry(byte[] bytes, int start) {
        long head = (long) BIG_LONGS.get(bytes, start);
        int pair = (((int) head & 0xFF) << Byte.SIZE | (bytes[start + Long.BYTES] & 0xFF)) - HEADER_BYTES;
        if (head >>> Byte.SIZE != ONE_ENTRY_HEADER || pair < 0 || pair >= DENSE_BYTES) {
            return false;
        }
        ranks.raisePair(pair, bytes[start + Long.BYTES + 1], 0);
        return true;
    }

    private static int checkedSize(int size) {
        if (size > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "[%d] bytes are no hyperUnique: it has at most [%d]".formatted(size, MAX_BYTES));
        }
        return size;
    }

    private static int twoBytes(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private void foldDense(byte[] bytes, int start, int offset) {
        many = true;
        ranks.raiseAll(bytes, start, offset);
    }

    private void foldSparse(byte[] bytes, int start, int header, int size, int offset) {
        if ((size - header) % ENTRY_BYTES != 0) {
            throw new IllegalArgumentException("A hyperUnique has [%d] bytes of registers".formatted(size - header));
        }
        if (offset > 0) {
            many = true;
            ranks.raiseAll(offset);
        }
        for (int at = start + header; at < start + size; at += ENTRY_BYTES) {
            int nibbles = bytes[at + 2];
            if (nibbles == 0) {
                continue;
            }
            int pair = twoBytes(bytes, at) - header;
            if (pair < 0 || pair >= DENSE_BYTES) {
                throw new IllegalArgumentException("A hyperUnique has registers at byte [%d]".formatted(pair + header));
            }
            if (many) {
                ranks.raisePair(pair, nibbles, offset);
            } else {
                foldPair(2 * pair, nibbles >>> 4 & NIBBLE, nibbles & NIBBLE, offset);
            }
        }
    }

    /** Mostly one of the two is zero, but nobody can tell which: so that isn't asked by a branch. */
    private void foldPair(int register, int even, int odd, int offset) {
        if (even * odd != 0) {
            raise(register, Math.min(Ranks.MAX, even + offset));
            raise(register + 1, Math.min(Ranks.MAX, odd + offset));
        } else {
            raise(register + ((odd + NIBBLE) >>> 4), Math.min(Ranks.MAX, (even | odd) + offset));
        }
    }

    private void foldOverflow(int rank, int register) {
        if (register >= REGISTERS || rank < 0 || rank > Ranks.MAX) {
            throw new IllegalArgumentException(
                    "A hyperUnique has the rank [%d] in register [%d]".formatted(rank, register));
        }
        raise(register, rank);
    }

    /** Reads a serialised sketch. */
    public static HyperLogLog read(ByteBuffer sketch) {
        HyperLogLog counted = new HyperLogLog();
        counted.fold(sketch);
        return counted;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return many ? ranks.nonZero() == 0 : usedCount == 0;
    }

    /** Forgets everything. */
    public void clear() {
        if (many) {
            ranks.clear();
        } else {
            for (int i = 0; i < usedCount; i++) {
                ranks.clear(used[i]);
            }
        }
        usedCount = 0;
        many = false;
    }

    /** The serialised form; empty if nothing was counted. */
    public byte[] toBytes() {
        if (isEmpty()) {
            return new byte[0];
        }
        return many || usedCount == SPARSE_BELOW ? dense() : sparse();
    }

    private byte[] sparse() {
        Arrays.sort(used, 0, usedCount);
        int overflow = -1;
        for (int i = 0; i < usedCount; i++) {
            if (ranks.get(used[i]) > (overflow < 0 ? NIBBLE : ranks.get(overflow))) {
                overflow = used[i];
            }
        }
        int nibbles = usedCount - (overflow < 0 ? 0 : 1);
        byte[] bytes = new byte[HEADER_BYTES + ENTRY_BYTES * nibbles];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        putHeader(out, 0, nibbles, overflow);
        for (int i = 0; i < usedCount; i++) {
            int register = used[i];
            if (register == overflow) {
                continue;
            }
            int pair = register / 2 + HEADER_BYTES;
            int nibble = nibble(register);
            boolean second = out.position() > HEADER_BYTES && out.getShort(out.position() - ENTRY_BYTES) == pair;
            if (second) {
                int last = out.position() - 1;
                out.put(last, (byte) (out.get(last) | nibble));
            } else {
                out.putShort((short) pair).put((byte) nibble);
            }
        }
        return bytes;
    }

    private byte[] dense() {
        int offset = ranks.least();
        int overflow = ranks.firstOfGreatestAbove(offset + NIBBLE);
        byte[] nibbles = new byte[DENSE_BYTES];
        int count = 0;
        for (int i = 0; i < DENSE_BYTES; i += Long.BYTES) {
            long pairs = ranks.pairs(i, offset);
            count += Ranks.nonZero(pairs >>> 4 & NIBBLES) + Ranks.nonZero(pairs & NIBBLES);
            LITTLE_LONGS.set(nibbles, i, pairs);
        }
        if (overflow >= 0) {
            nibbles[overflow / 2] &= (byte) (overflow % 2 == 0 ? NIBBLE : NIBBLE << 4);
            count--;
        }
        if (count < SPARSE_BELOW) {
            return packed(nibbles, offset, count, overflow);
        }
        byte[] bytes = new byte[HEADER_BYTES + DENSE_BYTES];
        putHeader(ByteBuffer.wrap(bytes), offset, count, overflow);
        System.arraycopy(nibbles, 0, bytes, HEADER_BYTES, DENSE_BYTES);
        return bytes;
    }

    /** Few registers that are above the offset of the others. */
    private byte[] packed(byte[] nibbles, int offset, int count, int overflow) {
        byte[] bytes = new byte[HEADER_BYTES + ENTRY_BYTES * count];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        putHeader(out, offset, count, overflow);
        for (int pair = 0; pair < DENSE_BYTES; pair++) {
            if (nibbles[pair] != 0) {
                out.putShort((short) (pair + HEADER_BYTES)).put(nibbles[pair]);
            }
        }
        return bytes;
    }

    private void putHeader(ByteBuffer out, int offset, int count, int overflow) {
        out.put((byte) 1)
                .put((byte) offset)
                .putShort((short) count)
                .put((byte) (overflow < 0 ? 0 : ranks.get(overflow)))
                .putShort((short) Math.max(0, overflow));
    }

    /** A register's four bits at their place in the byte that two registers share. */
    private int nibble(int register) {
        int nibble = Math.min(NIBBLE, ranks.get(register));
        return register % 2 == 0 ? nibble << 4 : nibble;
    }

    /** How many distinct values were counted, approximately. */
    public double estimate() {
        return ranks.estimate();
    }
}
