package io.isobar.segment.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The serial form of a theta sketch, checked before the library sees it. Little-endian:
 *
 * <pre>
 *  0  1  longs of preamble  1 to 3, in the low six bits
 *  1  1  version            3
 *  2  1  family             3 compact; 1 alpha or 2 quick-select, which can be updated
 *  3  1  log of size        of those that can be updated
 *  4  1  log of slots       of those that can be updated
 *  5  1  flags              4 empty, 8 compact, 16 ordered, 32 one hash only
 *  6  2  hash of the seed
 *  8  4  n                  hashes; with two longs of preamble or three
 *  12 4  -
 *  16 8  threshold          with three longs of preamble, else the greatest long
 *        hashes             n longs from 1 to below the threshold; those that can be updated have slots, 0 if unused
 * </pre>
 */
final class ThetaBytes {
    private static final String TYPE = "thetaSketch";
    private static final int VERSION = 3;
    private static final int COMPACT_FAMILY = 3;
    private static final int EMPTY = 4;
    private static final int COMPACT = 8;
    private static final int SINGLE = 32;
    private static final int MAX_LOG = 27;
    private static final int MIN_LOG = 4;

    private final ByteBuffer in;
    private final int start;
    private final int length;
    private final int preamble;
    private final int flags;

    private ThetaBytes(byte[] bytes, int start, int length) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.start = start;
        this.length = length;
        this.preamble = bytes[start] & 0x3F;
        this.flags = bytes[start + 5];
    }

    /**
     * Refuses what is no theta sketch.
     *
     * @throws IllegalArgumentException saying what contradicts the form
     */
    static void check(byte[] bytes, int start, int length) {
        if (length < Long.BYTES) {
            throw SketchInput.damaged(TYPE, length, "expected [8] or more");
        }
        new ThetaBytes(bytes, start, length).check();
    }

    private void check() {
        int version = in.get(start + 1);
        int family = in.get(start + 2);
        if (version != VERSION) {
            throw SketchInput.damaged(TYPE, length, "serial version is [%d], expected [3]".formatted(version));
        }
        boolean compact = (flags & COMPACT) != 0;
        if (preamble < 1 || preamble > 3 || family < 1 || compact != (family == COMPACT_FAMILY)) {
            throw SketchInput.damaged(
                    TYPE, length, "[%d] longs of preamble, family [%d], flags [%d]".formatted(preamble, family, flags));
        }
        if (preamble == 1) {
            boolean empty = (flags & EMPTY) != 0;
            require(compact && (empty || ((flags & SINGLE) != 0 && length >= 2 * Long.BYTES && hash(1) > 0)));
            return;
        }
        require(length >= preamble * Long.BYTES);
        int hashes = in.getInt(start + 8);
        long threshold = preamble == 3 ? in.getLong(start + 16) : Long.MAX_VALUE;
        require(hashes >= 0 && threshold > 0 && ((flags & EMPTY) == 0 || hashes == 0));
        int slots = compact ? hashes : slots();
        require((length / Long.BYTES) - preamble >= slots);
        int found = 0;
        for (int i = 0; i < slots; i++) {
            long hash = hash(preamble + i);
            require(hash > 0 ? hash < threshold : hash == 0 && !compact);
            found += hash == 0 ? 0 : 1;
        }
        require(found == hashes);
    }

    private int slots() {
        int logSize = in.get(start + 3);
        int logSlots = in.get(start + 4);
        require(preamble == 3
                && logSize >= MIN_LOG
                && logSize < MAX_LOG
                && logSlots > MIN_LOG
                && logSlots <= logSize + 1);
        return 1 << logSlots;
    }

    private long hash(int i) {
        return in.getLong(start + i * Long.BYTES);
    }

    private void require(boolean sound) {
        if (!sound) {
            throw SketchInput.damaged(
                    TYPE, length, "preamble and hashes of a sketch with flags [%d] don't match".formatted(flags));
        }
    }
}
