package io.isobar.segment.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes {@link RoaringBytes} straight from ascending rows, without a bitmap in between; each container in the form that
 * the library's run optimisation chooses: runs if they take fewer bytes than the rows or bits themselves.
 */
final class RoaringWriter extends RowSetWriter {
    private static final int COOKIE_WITHOUT_RUNS = 12346;
    private static final int COOKIE_WITH_RUNS = 12347;
    private static final int OFFSETS_FROM = 4;
    private static final int MAX_ARRAY = 4096;
    private static final int BITSET_BYTES = 8192;
    private static final int CONTAINER_ROWS = 1 << 16;

    private final short[] lows = new short[CONTAINER_ROWS];
    private int inContainer;
    private int runs;
    private int key;

    private ByteBuffer contents = little(256);
    private int[] keys = new int[4];
    private int[] cardinalities = new int[4];
    private int[] ends = new int[4];
    private boolean[] asRuns = new boolean[4];
    private int containers;
    private boolean anyRuns;
    private byte[] bytes = new byte[64];

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void add(int row) {
        int high = row >>> 16;
        if (inContainer > 0 && high != key) {
            endContainer();
        }
        key = high;
        if (inContainer == 0 || (lows[inContainer - 1] & 0xFFFF) + 1 != (row & 0xFFFF)) {
            runs++;
        }
        lows[inContainer++] = (short) row;
    }

    private void endContainer() {
        int plainBytes = Math.min(Short.BYTES * inContainer, BITSET_BYTES);
        int runBytes = Short.BYTES + 2 * Short.BYTES * runs;
        boolean run = runBytes < plainBytes;
        reserve(BITSET_BYTES + runBytes);
        if (run) {
            putRuns();
        } else if (inContainer <= MAX_ARRAY) {
            for (int i = 0; i < inContainer; i++) {
                contents.putShort(lows[i]);
            }
        } else {
            putBits();
        }
        if (containers == keys.length) {
            keys = Arrays.copyOf(keys, 2 * containers);
            cardinalities = Arrays.copyOf(cardinalities, 2 * containers);
            ends = Arrays.copyOf(ends, 2 * containers);
            asRuns = Arrays.copyOf(asRuns, 2 * containers);
        }
        keys[containers] = key;
        cardinalities[containers] = inContainer;
        ends[containers] = contents.position();
        asRuns[containers++] = run;
        anyRuns |= run;
        inContainer = 0;
        runs = 0;
    }

    private void reserve(int bytes) {
        if (contents.remaining() < bytes) {
            contents = little(2 * contents.capacity() + bytes).put(contents.flip());
        }
    }

    private void putRuns() {
        contents.putShort((short) runs);
        for (int i = 0; i < inContainer; ) {
            int last = i;
            while (last + 1 < inContainer && (lows[last + 1] & 0xFFFF) == (lows[last] & 0xFFFF) + 1) {
                last++;
            }
            contents.putShort(lows[i]).putShort((short) (last - i));
            i = last + 1;
        }
    }

    private void putBits() {
        long word = 0;
        int at = 0;
        for (int i = 0; i < inContainer; i++) {
            int low = lows[i] & 0xFFFF;
            while (low >>> 6 != at) {
                contents.putLong(word);
                word = 0;
                at++;
            }
            word |= 1L << low;
        }
        for (; at < BITSET_BYTES / Long.BYTES; at++) {
            contents.putLong(word);
            word = 0;
        }
    }

    @Override
    public int end() {
        if (inContainer > 0) {
            endContainer();
        }
        if (containers == 0) {
            return 0;
        }
        boolean offsets = !anyRuns || containers >= OFFSETS_FROM;
        int header = (anyRuns ? Integer.BYTES + (containers + 7) / 8 : 2 * Integer.BYTES)
                + Integer.BYTES * containers * (offsets ? 2 : 1);
        int size = header + contents.position();
        if (bytes.length < size) {
            bytes = new byte[Math.max(size, 2 * bytes.length)];
        }
        ByteBuffer set = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        putCookie(set);
        for (int i = 0; i < containers; i++) {
            set.putShort((short) keys[i]).putShort((short) (cardinalities[i] - 1));
        }
        for (int i = 0; offsets && i < containers; i++) {
            set.putInt(header + (i == 0 ? 0 : ends[i - 1]));
        }
        set.put(contents.flip());
        contents.clear();
        containers = 0;
        anyRuns = false;
        return size;
    }

    private void putCookie(ByteBuffer set) {
        if (!anyRuns) {
            set.putInt(COOKIE_WITHOUT_RUNS).putInt(containers);
            return;
        }
        set.putInt(COOKIE_WITH_RUNS | (containers - 1) << 16);
        for (int i = 0; i < containers; i += Byte.SIZE) {
            int flags = 0;
            for (int k = i; k < Math.min(containers, i + Byte.SIZE); k++) {
                flags |= asRuns[k] ? 1 << (k - i) : 0;
            }
            set.put((byte) flags);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }
}
