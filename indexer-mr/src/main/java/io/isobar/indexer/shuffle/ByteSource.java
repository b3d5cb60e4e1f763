package io.isobar.indexer.shuffle;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote. */
final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    /** What is read, of which {@link #at} comes next. */
    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    void goTo(int place) {
        at = place;
    }

    int next() {
        return bytes[at++] & 0xFF;
    }

    int nextInt() {
        int value = (int) BigEndian.INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    long nextLong() {
        long value = (long) BigEndian.LONG.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    long nextVarLong() {
        long bits = 0;
        for (int shift = 0; ; shift += 7) {
            int b = next();
            bits |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
    }

    byte[] nextBytes() {
        byte[] value = new byte[(int) nextVarLong()];
        System.arraycopy(bytes, at, value, 0, value.length);
        at += value.length;
        return value;
    }

    String nextText() {
        int length = (int) nextVarLong();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
