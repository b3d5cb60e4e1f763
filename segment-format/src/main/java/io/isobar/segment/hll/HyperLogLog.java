package io.isobar.segment.hll;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
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
    private static final int REGISTERS = 2048;
    private static final int DENSE_BYTES = REGISTERS / 2;
    private static final int HEADER_BYTES = 7;
    private static final int OLD_HEADER_BYTES = 3;
    private static final int ENTRY_BYTES = 3;
    private static final int SPARSE_BELOW = 128;
    private static final int NIBBLE = 0x0F;
    private static final int MAX_RANK = 64;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
    private static final double TWO_TO_THE_64 = 0x1p64;
    private static final double HIGH_CORRECTION_FROM = TWO_TO_THE_64 / 30.0;
    private static final double LOW_CORRECTION_UP_TO = 5.0 * REGISTERS / 2.0;

    private final byte[] ranks = new byte[REGISTERS];
    /** The registers that are not zero, in no order, while they are few: most sketches of rows have one or two. */
    private final short[] used = new short[SPARSE_BELOW];

    private int nonZero;

    /** Counts a value in: its UTF-8 bytes. */
    public void add(String value) {
        add(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Counts a value in. */
    public void add(byte[] value) {
        byte[] hash = Hashing.murmur3_128().hashBytes(value).asBytes();
        int register = (((hash[14] & 0xFF) << 8) | (hash[15] & 0xFF)) % REGISTERS;
        raise(register, rank(hash));
    }

    private static int rank(byte[] hash) {
        for (int i = 0; i < 8; i++) {
            if (hash[i] != 0) {
                return 8 * i + Integer.numberOfTrailingZeros(hash[i]) + 1;
            }
        }
        return MAX_RANK;
    }

    private void raise(int register, int rank) {
        if (rank > ranks[register]) {
            if (ranks[register] == 0) {
                if (nonZero < used.length) {
                    used[nonZero] = (short) register;
                }
                nonZero++;
            }
            ranks[register] = (byte) rank;
        }
    }

    /**
     * Counts in all that a serialised sketch has counted; nothing remaining in it means an empty one.
     *
     * @throws IllegalArgumentException if the bytes are no sketch
     */
    public void fold(ByteBuffer sketch) {
        ByteBuffer bytes = sketch.slice();
        int size = bytes.limit();
        if (size == 0) {
            return;
        }
        boolean old = size % ENTRY_BYTES == 0 || size == OLD_HEADER_BYTES + DENSE_BYTES;
        int header = old ? OLD_HEADER_BYTES : HEADER_BYTES;
        if (size < header || (!old && bytes.get(0) != 1)) {
            throw new IllegalArgumentException(
                    "[%d] bytes are no hyperUnique: version is [%d], expected 0 or 1".formatted(size, bytes.get(0)));
        }
        int offset = bytes.get(old ? 0 : 1) & 0xFF;
        if (offset > MAX_RANK) {
            throw new IllegalArgumentException("A hyperUnique has the offset [%d]".formatted(offset));
        }
        if (offset > 0) {
            for (int register = 0; register < REGISTERS; register++) {
                raise(register, offset);
            }
        }
        foldRegisters(bytes, header, offset);
        if (!old && bytes.get(4) != 0) {
            int register = bytes.getShort(5) & 0xFFFF;
            if (register >= REGISTERS || bytes.get(4) < 0 || bytes.get(4) > MAX_RANK) {
                throw new IllegalArgumentException(
                        "A hyperUnique has the rank [%d] in register [%d]".formatted(bytes.get(4), register));
            }
            raise(register, bytes.get(4));
        }
    }

    private void foldRegisters(ByteBuffer bytes, int header, int offset) {
        int size = bytes.limit() - header;
        if (size == DENSE_BYTES) {
            for (int i = 0; i < DENSE_BYTES; i++) {
                foldPair(i, bytes.get(header + i), offset);
            }
            return;
        }
        if (size % ENTRY_BYTES != 0) {
            throw new IllegalArgumentException("A hyperUnique has [%d] bytes of registers".formatted(size));
        }
        for (int at = header; at < bytes.limit(); at += ENTRY_BYTES) {
            if (bytes.get(at + 2) == 0) {
                continue;
            }
            int pair = (bytes.getShort(at) & 0xFFFF) - header;
            if (pair < 0 || pair >= DENSE_BYTES) {
                throw new IllegalArgumentException("A hyperUnique has registers at byte [%d]".formatted(pair + header));
            }
            foldPair(pair, bytes.get(at + 2), offset);
        }
    }

    private void foldPair(int pair, byte nibbles, int offset) {
        int high = nibbles >>> 4 & NIBBLE;
        int low = nibbles & NIBBLE;
        if (high != 0) {
            raise(2 * pair, Math.min(MAX_RANK, high + offset));
        }
        if (low != 0) {
            raise(2 * pair + 1, Math.min(MAX_RANK, low + offset));
        }
    }

    /** Reads a serialised sketch. */
    public static HyperLogLog read(ByteBuffer sketch) {
        HyperLogLog counted = new HyperLogLog();
        counted.fold(sketch);
        return counted;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return nonZero == 0;
    }

    /** Forgets everything. */
    public void clear() {
        if (nonZero <= used.length) {
            for (int i = 0; i < nonZero; i++) {
                ranks[used[i]] = 0;
            }
        } else {
            Arrays.fill(ranks, (byte) 0);
        }
        nonZero = 0;
    }

    /** The serialised form; empty if nothing was counted. */
    public byte[] toBytes() {
        if (isEmpty()) {
            return new byte[0];
        }
        return nonZero < SPARSE_BELOW ? sparse() : dense();
    }

    private byte[] sparse() {
        Arrays.sort(used, 0, nonZero);
        int overflow = -1;
        for (int i = 0; i < nonZero; i++) {
            if (ranks[used[i]] > (overflow < 0 ? NIBBLE : ranks[overflow])) {
                overflow = used[i];
            }
        }
        int nibbles = nonZero - (overflow < 0 ? 0 : 1);
        byte[] bytes = new byte[HEADER_BYTES + ENTRY_BYTES * nibbles];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        putHeader(out, 0, nibbles, overflow);
        for (int i = 0; i < nonZero; i++) {
            int register = used[i];
            if (register == overflow) {
                continue;
            }
            int pair = register / 2 + HEADER_BYTES;
            int nibble = nibble(register, 0);
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
        int offset = offset();
        int overflow = overflowRegister(offset);
        byte[] nibbles = new byte[DENSE_BYTES];
        int count = 0;
        for (int register = 0; register < REGISTERS; register++) {
            int nibble = register == overflow ? 0 : nibble(register, offset);
            if (nibble != 0) {
                count++;
                nibbles[register / 2] |= (byte) nibble;
            }
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
                .put(overflow < 0 ? 0 : ranks[overflow])
                .putShort((short) Math.max(0, overflow));
    }

    /** A register's four bits at their place in the byte that two registers share. */
    private int nibble(int register, int offset) {
        int nibble = Math.min(NIBBLE, Math.max(0, ranks[register] - offset));
        return register % 2 == 0 ? nibble << 4 : nibble;
    }

    /** The least rank: once no register is zero, all can do with less. */
    private int offset() {
        int least = MAX_RANK;
        for (byte rank : ranks) {
            least = Math.min(least, rank);
        }
        return least;
    }

    /** The first register of those with the greatest rank that four bits cannot hold, or -1. */
    private int overflowRegister(int offset) {
        int register = -1;
        int most = offset + NIBBLE;
        for (int i = 0; i < REGISTERS; i++) {
            if (ranks[i] > most) {
                most = ranks[i];
                register = i;
            }
        }
        return register;
    }

    /** How many distinct values were counted, approximately. */
    public double estimate() {
        double sum = 0;
        int zeros = 0;
        for (byte rank : ranks) {
            sum += Math.scalb(1.0, -rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        if (estimate <= LOW_CORRECTION_UP_TO) {
            return zeros == 0 ? estimate : REGISTERS * Math.log((double) REGISTERS / zeros);
        }
        return estimate <= HIGH_CORRECTION_FROM ? estimate : -TWO_TO_THE_64 * Math.log(1 - estimate / TWO_TO_THE_64);
    }
}
