package io.isobar.segment.hll;

import java.nio.ByteBuffer;

/** Counts distinct values approximately, as Druid's {@code hyperUnique} does. */
@SuppressWarnings("DoNotCallSuggester")
public final class HyperLogLog {
    /** Counts a value in: its UTF-8 bytes. */
    public void add(String value) {
        throw new UnsupportedOperationException();
    }

    /** Counts a value in. */
    public void add(byte[] value) {
        throw new UnsupportedOperationException();
    }

    /** Counts in all that a serialised sketch has counted; nothing remaining in it means an empty one. */
    public void fold(ByteBuffer sketch) {
        throw new UnsupportedOperationException();
    }

    /** Reads a serialised sketch. */
    public static HyperLogLog read(ByteBuffer sketch) {
        throw new UnsupportedOperationException();
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    /** How many distinct values were counted, approximately. */
    public double estimate() {
        throw new UnsupportedOperationException();
    }

    /** The serialised form; empty if nothing was counted. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }
}
