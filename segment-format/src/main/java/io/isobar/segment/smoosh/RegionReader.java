package io.isobar.segment.smoosh;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a region from its first byte to its last, field by field; each field is named for complaints. For one thread.
 *
 * <p>Every method throws an {@link UncheckedIOException} around a {@link io.isobar.segment.CorruptSegmentException} if the
 * region ends before the field does.
 */
public final class RegionReader {
    private static final int MAX_VINT_BYTES = 5;

    private final Region region;
    private int position;

    /** From the first byte of {@code region} on. */
    public RegionReader(Region region) {
        this.region = region;
    }

    /** The next 8 bits. */
    public byte int8(String what) {
        region.check(position, 1, what);
        return region.bytes().get(position++);
    }

    /** The next byte without moving on; 0 if there is none. */
    public byte peek() {
        return remaining() == 0 ? 0 : region.bytes().get(position);
    }

    /** The next 32 bits, big-endian. */
    public int int32(String what) {
        int value = region.int32(position, what);
        position += Integer.BYTES;
        return value;
    }

    /** The next 64 bits, big-endian. */
    public long int64(String what) {
        region.check(position, Long.BYTES, what);
        long value = region.bytes().getLong(position);
        position += Long.BYTES;
        return value;
    }

    /** An integer that must not be negative. */
    public int count(String what) {
        int value = int32(what);
        if (value < 0) {
            throw region.corrupt(position - Integer.BYTES, "%s is [%d], which is negative".formatted(what, value));
        }
        return value;
    }

    /**
     * An integer from 0 on in one to five bytes: seven bits in each, the lowest first; the highest bit is set in the last
     * byte.
     */
    public int vint(String what) {
        long value = 0;
        for (int i = 0; i < MAX_VINT_BYTES; i++) {
            byte next = int8(what);
            value |= (long) (next & 0x7F) << (7 * i);
            if (next < 0 && value <= Integer.MAX_VALUE) {
                return (int) value;
            }
        }
        throw corrupt(MAX_VINT_BYTES, "%s does not end, or is too large".formatted(what));
    }

    /** The next {@code length} bytes. */
    public Region region(int length, String what) {
        Region part = region.slice(position, length, what);
        position += length;
        return part;
    }

    /** All that is left, without moving on. */
    public Region rest() {
        return region.slice(position, remaining(), "the rest");
    }

    /** A length in four bytes, and that many bytes of UTF-8. */
    public String text(String what) {
        return text(count("length of " + what), what);
    }

    /** The next {@code length} bytes as UTF-8. */
    public String text(int length, String what) {
        Region text = region(length, what);
        return StandardCharsets.UTF_8.decode(text.bytes().duplicate()).toString();
    }

    /** Passes over {@code length} bytes, which must be there. */
    public void skip(int length, String what) {
        region.check(position, length, what);
        position += length;
    }

    /** How many bytes were read. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return region.size() - position;
    }

    /** A complaint about the field that was read last, which began {@code bytesBack} bytes ago. */
    public UncheckedIOException corrupt(int bytesBack, String problem) {
        return region.corrupt(position - bytesBack, problem);
    }

    /** What is being read. */
    public Region source() {
        return region;
    }
}
