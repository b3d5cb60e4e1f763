package io.isobar.segment.bitmap;

import io.isobar.segment.smoosh.Region;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Concise: big-endian 32-bit words, each for one or more groups of 31 rows.
 *
 * <pre>
 *  1 rrrrrrr rrrrrrrr rrrrrrrr rrrrrrrr   a literal: a bit per row, the lowest for the first
 *  0 v fffff nnnnnnnnn nnnnnnnn nnnnnnnn  n + 1 groups in which each bit is v; but if f is not 0, bit f - 1 of the
 *                                         first group is the opposite
 * </pre>
 *
 * <p>After the last word no row is set.
 */
public final class ConciseBitmap {
    private static final int GROUP = 31;
    private static final int LITERAL = 0x8000_0000;
    private static final int ONES = 0x4000_0000;
    private static final int FLIP_SHIFT = 25;
    private static final int COUNT_MASK = 0x01FF_FFFF;
    private static final int ALL_ROWS = 0x7FFF_FFFF;

    private ConciseBitmap() {}

    static ImmutableRoaringBitmap decode(Region region, int rows) {
        ByteBuffer words = region.bytes();
        if (words.limit() % Integer.BYTES != 0) {
            throw region.corrupt(0, "A concise bitmap has [%d] bytes, no multiple of 4".formatted(words.limit()));
        }
        MutableRoaringBitmap set = new MutableRoaringBitmap();
        long row = 0;
        for (int at = 0; at < words.limit(); at += Integer.BYTES) {
            int word = words.getInt(at);
            long next = word < 0 ? row + GROUP : row + GROUP * ((word & COUNT_MASK) + 1L);
            boolean rowsPastTheEnd = word >= 0 && (word & ONES) != 0 && next - GROUP > rows;
            if (row > rows || rowsPastTheEnd) {
                throw region.corrupt(at, "A concise bitmap goes on after row [%d]".formatted(rows));
            }
            if (word < 0) {
                addLiteral(set, word, row);
            } else {
                addFill(set, word, row, next);
            }
            if (!set.isEmpty() && Integer.toUnsignedLong(set.last()) >= rows) {
                throw region.corrupt(at, "A bitmap has row [%d], there are [%d]".formatted(set.last(), rows));
            }
            row = next;
        }
        return set;
    }

    private static void addLiteral(MutableRoaringBitmap set, int word, long row) {
        for (int bits = word & ALL_ROWS; bits != 0; bits &= bits - 1) {
            set.add((int) (row + Integer.numberOfTrailingZeros(bits)));
        }
    }

    private static void addFill(MutableRoaringBitmap set, int word, long row, long next) {
        int flipped = word >>> FLIP_SHIFT & 0x1F;
        if ((word & ONES) != 0) {
            set.add(row, next);
        }
        if (flipped != 0) {
            set.flip(row + flipped - 1, row + flipped);
        }
    }

    /** The words for a set of rows. */
    public static byte[] encode(ImmutableRoaringBitmap rows) {
        Encoder encoder = new Encoder();
        IntIterator iterator = rows.getIntIterator();
        long group = 0;
        int literal = 0;
        while (iterator.hasNext()) {
            int row = iterator.next();
            while (row >= (group + 1) * GROUP) {
                encoder.group(literal);
                group++;
                literal = 0;
                long empty = row / GROUP - group;
                if (empty > 0) {
                    encoder.zeros(empty);
                    group += empty;
                }
            }
            literal |= 1 << (row % GROUP);
        }
        if (literal != 0) {
            encoder.group(literal);
        }
        return encoder.finish();
    }

    /** Takes groups in order and makes fills of equal ones. */
    private static final class Encoder {
        private final ByteArrayOutputStream words = new ByteArrayOutputStream();
        private int last;
        private boolean hasLast;

        void zeros(long groups) {
            for (long i = 0; i < groups; i++) {
                group(0);
            }
        }

        void group(int bits) {
            if (!hasLast) {
                start(bits);
                return;
            }
            boolean uniform = bits == 0 || bits == ALL_ROWS;
            int fill = bits == 0 ? 0 : ONES;
            if (uniform && last >= 0 && (last & ONES) == fill && (last & COUNT_MASK) < COUNT_MASK) {
                last++;
            } else if (uniform && last < 0 && canLead(last & ALL_ROWS, bits)) {
                int odd = Integer.numberOfTrailingZeros((last & ALL_ROWS) ^ bits) + 1;
                last = fill | (odd == 33 ? 0 : odd) << FLIP_SHIFT | 1;
            } else {
                write();
                start(bits);
            }
        }

        /** Whether a literal differs from a fill in no bit or one, so that both fit into a word. */
        private static boolean canLead(int literal, int fill) {
            return Integer.bitCount(literal ^ fill) <= 1;
        }

        private void start(int bits) {
            last = LITERAL | bits;
            hasLast = true;
        }

        private void write() {
            words.write(last >>> 24);
            words.write(last >>> 16);
            words.write(last >>> 8);
            words.write(last);
        }

        byte[] finish() {
            if (hasLast) {
                write();
            }
            return words.toByteArray();
        }
    }
}
