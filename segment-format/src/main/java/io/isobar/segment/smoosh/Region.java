package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of a file, read-only and big-endian, that know where they lie so that complaints can say it.
 *
 * <p>No length or offset that comes from the file is used before it was checked here. What is found wrong comes out as
 * an {@link UncheckedIOException} around a {@link CorruptSegmentException}, because much of it is found while queries
 * read.
 */
public final class Region {
    private final ByteBuffer bytes;
    private final String file;
    private final long base;

    private Region(ByteBuffer bytes, String file, long base) {
        this.bytes = bytes;
        this.file = file;
        this.base = base;
    }

    /** All that remains in {@code bytes}, which is called {@code file} in complaints. */
    public static Region of(ByteBuffer bytes, String file) {
        return new Region(bytes.slice().asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN), file, 0);
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.limit();
    }

    /** What complaints call the file. */
    public String file() {
        return file;
    }

    /** The bytes themselves, positioned at the first; to be read by absolute positions only. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** A part of it. */
    public Region slice(int at, int length, String what) {
        check(at, length, what);
        return new Region(bytes.slice(at, length).order(ByteOrder.BIG_ENDIAN), file, base + at);
    }

    /** The same bytes under another name, counted from 0 again. */
    public Region named(String name) {
        return new Region(bytes, name, 0);
    }

    /** A 32-bit integer. */
    public int int32(int at, String what) {
        check(at, Integer.BYTES, what);
        return bytes.getInt(at);
    }

    /** Copies a part of it into {@code into} from {@code to} on. */
    public void copy(int at, int length, byte[] into, int to, String what) {
        check(at, length, what);
        bytes.get(at, into, to, length);
    }

    /** Refuses a part that doesn't lie inside. */
    public void check(int at, int length, String what) {
        if (length < 0 || at < 0 || at > bytes.limit() - length) {
            throw corrupt(
                    at,
                    "%s of [%d] bytes does not fit into the [%d] bytes that are left"
                            .formatted(what, length, Math.max(0, bytes.limit() - Math.max(0, at))));
        }
    }

    /** A complaint about the byte at {@code at}. */
    public UncheckedIOException corrupt(int at, String problem) {
        return corrupt(at, problem, null);
    }

    /** A complaint about the byte at {@code at} that a decoder made first. */
    public UncheckedIOException corrupt(int at, String problem, @Nullable Throwable cause) {
        return new UncheckedIOException(
                cause == null
                        ? new CorruptSegmentException(problem, file, base + at)
                        : new CorruptSegmentException(problem, file, base + at, cause));
    }
}
