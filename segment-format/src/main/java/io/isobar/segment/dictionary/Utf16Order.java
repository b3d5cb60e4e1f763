package io.isobar.segment.dictionary;

import java.nio.ByteBuffer;

/**
 * Compares UTF-8 as {@link String#compareTo} compares the text: by UTF-16 code units.
 *
 * <p>The two orders differ in one place: characters beyond U+FFFF, which take four bytes in UTF-8 and begin with 0xF0
 * or more, are surrogates in UTF-16 and come before U+E000 to U+FFFF, whose bytes begin with 0xEE or 0xEF.
 */
public final class Utf16Order {
    private static final int FOUR_BYTES = 0xF0;
    private static final int PRIVATE_USE = 0xEE;

    private Utf16Order() {}

    /** Compares {@code a[aStart..aEnd)} with {@code b[bStart..bEnd)}. */
    public static int compare(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
        int common = Math.min(aEnd - aStart, bEnd - bStart);
        int at = java.util.Arrays.mismatch(a, aStart, aStart + common, b, bStart, bStart + common);
        return at < 0
                ? Integer.compare(aEnd - aStart, bEnd - bStart)
                : compareUnits(a[aStart + at] & 0xFF, b[bStart + at] & 0xFF);
    }

    /** Compares {@code a[aStart..aEnd)} with all of {@code b}. */
    public static int compare(ByteBuffer a, int aStart, int aEnd, byte[] b) {
        int common = Math.min(aEnd - aStart, b.length);
        for (int i = 0; i < common; i++) {
            byte left = a.get(aStart + i);
            if (left != b[i]) {
                return compareUnits(left & 0xFF, b[i] & 0xFF);
            }
        }
        return Integer.compare(aEnd - aStart, b.length);
    }

    /** Of two different bytes at the same place. In the middle of a character both are below 0xC0. */
    private static int compareUnits(int a, int b) {
        if (a >= FOUR_BYTES && b >= PRIVATE_USE && b < FOUR_BYTES) {
            return -1;
        }
        if (b >= FOUR_BYTES && a >= PRIVATE_USE && a < FOUR_BYTES) {
            return 1;
        }
        return Integer.compare(a, b);
    }
}
