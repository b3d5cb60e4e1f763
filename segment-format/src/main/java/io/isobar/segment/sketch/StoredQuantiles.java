package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stored sketch of quantiles, in the form that {@link Quantiles} describes; all lengths are checked. */
final class StoredQuantiles {
    private static final int FAMILY = 8;
    private static final int EMPTY = 4;
    private static final int COMPACT = 8;

    private final ByteBuffer in;
    private final int start;
    private final int k;
    private final long n;
    private final boolean compact;

    private StoredQuantiles(ByteBuffer in, int start, int k, long n, boolean compact) {
        this.in = in;
        this.start = start;
        this.k = k;
        this.n = n;
        this.compact = compact;
    }

    /**
     * Reads the header.
     *
     * @throws IllegalArgumentException if the bytes are no sketch
     */
    static StoredQuantiles check(byte[] bytes, int start, int length) {
        if (length < Long.BYTES) {
            throw SketchInput.damaged(Quantiles.TYPE, length, "expected [8] or more");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int preamble = bytes[start] & 0x3F;
        int flags = bytes[start + 3];
        int k = in.getShort(start + 4) & 0xFFFF;
        boolean empty = (flags & EMPTY) != 0;
        if (bytes[start + 1] != Quantiles.VERSION || bytes[start + 2] != FAMILY || preamble != (empty ? 1 : 2)) {
            throw SketchInput.damaged(
                    Quantiles.TYPE,
                    length,
                    "serial version is [%d], family [%d], [%d] longs of preamble; expected [3], [8] and [1] or [2]"
                            .formatted(bytes[start + 1], bytes[start + 2], preamble));
        }
        if (k < QuantilesSettings.MIN_K || k > QuantilesSettings.MAX_K || Integer.bitCount(k) != 1) {
            throw SketchInput.damaged(Quantiles.TYPE, length, "k is [%d]".formatted(k));
        }
        if (empty) {
            return new StoredQuantiles(in, start, k, 0, true);
        }
        if (length < Quantiles.HEADER_BYTES) {
            throw SketchInput.damaged(Quantiles.TYPE, length, "expected [%d]".formatted(Quantiles.HEADER_BYTES));
        }
        StoredQuantiles stored = new StoredQuantiles(in, start, k, in.getLong(start + 8), (flags & COMPACT) != 0);
        if (stored.n < 1 || stored.n >>> Quantiles.MAX_LOG_N != 0 || length < stored.bytes()) {
            throw SketchInput.damaged(
                    Quantiles.TYPE, length, "it has [%d] values in levels of [%d]".formatted(stored.n, k));
        }
        stored.requireSorted(length);
        return stored;
    }

    private long bytes() {
        int levels = Long.SIZE - Long.numberOfLeadingZeros(pattern());
        long slots = levels == 0 ? baseCount() : levelAt(levels - 1) + k;
        return Quantiles.HEADER_BYTES + Double.BYTES * slots;
    }

    private void requireSorted(int length) {
        boolean sound = min() <= max();
        for (int i = 0; i < baseCount(); i++) {
            sound &= slot(i) >= min() && slot(i) <= max();
        }
        for (int level = 0; pattern() >>> level != 0; level++) {
            double before = min();
            for (int i = 0; has(level) && i < k; i++) {
                double value = slot(levelAt(level) + i);
                sound &= before <= value && value <= max();
                before = value;
            }
        }
        if (!sound) {
            throw SketchInput.damaged(Quantiles.TYPE, length, "its values aren't in order");
        }
    }

    int k() {
        return k;
    }

    long n() {
        return n;
    }

    double min() {
        return in.getDouble(start + 16);
    }

    double max() {
        return in.getDouble(start + 24);
    }

    int baseCount() {
        return (int) (n % (2L * k));
    }

    /** A value that stands for itself. */
    double base(int i) {
        return slot(i);
    }

    /** The levels that there are, a bit each. */
    long pattern() {
        return n / (2L * k);
    }

    boolean has(int level) {
        return (pattern() >>> level & 1) != 0;
    }

    double[] level(int level) {
        double[] values = new double[k];
        for (int i = 0; i < k; i++) {
            values[i] = slot(levelAt(level) + i);
        }
        return values;
    }

    private int levelAt(int level) {
        if (!compact) {
            return 2 * k + level * k;
        }
        return baseCount() + Long.bitCount(pattern() & ((1L << level) - 1)) * k;
    }

    private double slot(int i) {
        return in.getDouble(start + Quantiles.HEADER_BYTES + i * Double.BYTES);
    }
}
