package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The serial form of an HLL sketch, checked before the library sees it. Little-endian:
 *
 * <pre>
 *  0  1  ints of preamble   2 list, 3 set, 10 registers; in the low six bits
 *  1  1  version            1
 *  2  1  family             7
 *  3  1  lgK                4 to 21
 *  4  1  log of slots       of the set, or of exceptions of registers of four bits
 *  5  1  flags              4 empty, 8 compact, 16 out of order, 32 what is in byte 32 wasn't counted yet
 *  6  1  n                  list: hashes; registers: a rank that none is below
 *  7  1  mode               0 list, 1 set, 2 registers; from the third bit on 0, 1, 2 for registers of 4, 6, 8 bits
 *
 *  8                        list: n hashes, or 8 if not compact; four bytes each, a rank in the highest 6 bits
 *  8  4  n                  set: hashes
 *  12                       set: n hashes, or as many as there are slots if not compact, 0 if unused
 *  8  8  sum of a stream    registers: a double; 0 if out of order
 *  16 16 -                  registers: sums of powers
 *  32 4  -                  registers: how many have the rank in byte 6
 *  36 4  n                  registers of four bits: exceptions, those of 15
 *  40                       registers, less the rank in byte 6 if they have four bits
 *                           exceptions, n or as many as there are slots, as hashes, whose lowest bits are the register's
 * </pre>
 */
final class HllBytes {
    private static final String TYPE = "HLLSketch";
    private static final int[] PREAMBLE_INTS = {2, 3, 10};
    private static final int LIST_HEADER = 8;
    private static final int SET_HEADER = 12;
    private static final int REGISTERS_HEADER = 40;
    private static final int EMPTY = 4;
    private static final int COMPACT = 8;
    private static final int OUT_OF_ORDER = 16;
    private static final int TO_BE_COUNTED = 32;
    private static final int LIST_SLOTS = 8;
    /** Smaller sketches go from a list to registers at once. */
    private static final int SET_LG_K = 8;

    private static final int RANK_SHIFT = 26;
    private static final int EXCEPTION = 15;
    private static final int MAX_RANK = 63;

    private final ByteBuffer in;
    private final int start;
    private final int length;
    private final int lgK;
    private final int flags;

    private HllBytes(byte[] bytes, int start, int length) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.start = start;
        this.length = length;
        this.lgK = bytes[start + 3];
        this.flags = bytes[start + 5];
    }

    /**
     * Refuses what is no HLL sketch.
     *
     * @return whether it has counted anything
     * @throws IllegalArgumentException saying what contradicts the form
     */
    static boolean check(byte[] bytes, int start, int length) {
        if (length < LIST_HEADER) {
            throw SketchInput.damaged(TYPE, length, "expected [8] or more");
        }
        return new HllBytes(bytes, start, length).check();
    }

    private boolean check() {
        int mode = in.get(start + 7) & 3;
        int bits = in.get(start + 7) >>> 2 & 3;
        if (in.get(start + 1) != 1 || in.get(start + 2) != 7 || mode > 2 || bits > 2) {
            throw SketchInput.damaged(
                    TYPE,
                    length,
                    "serial version is [%d], family [%d], mode [%d]; expected [1], [7] and [0] to [10]"
                            .formatted(in.get(start + 1), in.get(start + 2), in.get(start + 7)));
        }
        require((in.get(start) & 0x3F) == PREAMBLE_INTS[mode] && lgK >= 4 && lgK <= 21);
        if ((flags & EMPTY) != 0) {
            return false;
        }
        require(length >= PREAMBLE_INTS[mode] * Integer.BYTES);
        boolean compact = (flags & COMPACT) != 0;
        switch (mode) {
            case 0 -> {
                int hashes = in.get(start + 6) & 0xFF;
                require(hashes <= LIST_SLOTS);
                requireHashes(LIST_HEADER, compact ? hashes : LIST_SLOTS, hashes);
                return hashes > 0;
            }
            case 1 -> {
                require(lgK >= SET_LG_K);
                int hashes = in.getInt(start + LIST_HEADER);
                requireHashes(SET_HEADER, compact ? hashes : slots(), hashes);
                return hashes > 0;
            }
            default -> checkRegisters(bits, compact);
        }
        return true;
    }

    private int slots() {
        int log = in.get(start + 4);
        require(log >= 0 && log <= lgK);
        return 1 << log;
    }

    private void requireHashes(int header, int slots, int hashes) {
        require(slots >= hashes && hashes >= 0 && slots <= (length - header) / Integer.BYTES);
        int found = 0;
        for (int i = 0; i < slots; i++) {
            int hash = in.getInt(start + header + i * Integer.BYTES);
            require(hash == 0 ? slots > hashes : hash >>> RANK_SHIFT > 0);
            found += hash == 0 ? 0 : 1;
        }
        require(found == hashes);
    }

    private void checkRegisters(int bits, boolean compact) {
        int registers = 1 << lgK;
        int least = in.get(start + 6);
        require(least >= 0 && least <= MAX_RANK);
        int bytes = switch (bits) {
            case 0 -> registers / 2;
            case 1 -> registers * 3 / 4 + 1;
            default -> registers;
        };
        require(length - REGISTERS_HEADER >= bytes);
        int atLeast = 0;
        for (int i = 0; i < registers; i++) {
            int rank = register(bits, i);
            require(rank <= MAX_RANK && (bits == 0 || least == 0 || rank >= least));
            atLeast += rank == (bits == 0 ? 0 : least) ? 1 : 0;
        }
        require((flags & TO_BE_COUNTED) != 0 || in.getInt(start + 32) == atLeast);
        if (bits == 0) {
            requireExceptions(registers, least, bytes, compact);
        }
    }

    private int register(int bits, int i) {
        return switch (bits) {
            case 0 -> in.get(start + REGISTERS_HEADER + i / 2) >>> (i % 2 * 4) & 0xF;
            case 1 -> in.getShort(start + REGISTERS_HEADER + i * 6 / 8) >>> (i * 6 % 8) & 0x3F;
            default -> in.get(start + REGISTERS_HEADER + i) & 0xFF;
        };
    }

    private void requireExceptions(int registers, int least, int bytes, boolean compact) {
        int exceptions = in.getInt(start + 36);
        BitSet expected = new BitSet();
        for (int i = 0; i < registers; i++) {
            int value = register(0, i);
            if (value == EXCEPTION) {
                expected.set(i);
            }
            require(value == EXCEPTION || value + least <= MAX_RANK);
        }
        require(exceptions == expected.cardinality());
        if (exceptions == 0) {
            return;
        }
        int header = REGISTERS_HEADER + bytes;
        int slots = compact ? exceptions : slots();
        requireHashes(header, slots, exceptions);
        for (int i = 0; i < slots; i++) {
            int exception = in.getInt(start + header + i * Integer.BYTES);
            int register = exception & (registers - 1);
            require(exception == 0 || (expected.get(register) && exception >>> RANK_SHIFT >= least + EXCEPTION));
            if (exception != 0) {
                expected.clear(register);
            }
        }
    }

    private void require(boolean sound) {
        if (!sound) {
            throw SketchInput.damaged(
                    TYPE,
                    length,
                    "header and content of a sketch with lgK [%d], flags [%d], mode [%d] don't match"
                            .formatted(lgK, flags, in.get(start + 7)));
        }
    }

    /** Makes one of all forms of a compact sketch that have counted the same; {@code union}: of several. */
    static void makeCanonical(byte[] bytes, boolean union) {
        int mode = bytes[7] & 3;
        if (mode != 2) {
            sortHashes(bytes, mode == 0 ? LIST_HEADER : SET_HEADER);
            return;
        }
        if ((bytes[7] >>> 2 & 3) != 0 && bytes[6] > 0) {
            // The library counts the least registers after a union of registers, but after hashes only zeros.
            bytes[6] = 0;
            Arrays.fill(bytes, 32, 36, (byte) 0);
        }
        if (union) {
            bytes[5] |= OUT_OF_ORDER;
            Arrays.fill(bytes, 8, 16, (byte) 0);
        }
    }

    private static void sortHashes(byte[] bytes, int header) {
        IntBuffer hashes = ByteBuffer.wrap(bytes, header, bytes.length - header)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer();
        int[] sorted = new int[hashes.remaining()];
        hashes.duplicate().get(sorted);
        Arrays.sort(sorted);
        hashes.put(sorted);
    }
}
