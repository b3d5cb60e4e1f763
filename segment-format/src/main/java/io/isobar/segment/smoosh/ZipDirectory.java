package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.UnsupportedSegmentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the entries of a zip lie in it.
 *
 * <p>Read from the end, as the format asks: the end record, the directory it points to, and from each entry's local
 * header where its bytes begin. All integers are little-endian. The 64-bit forms are followed where the 32-bit ones say
 * so.
 *
 * <pre>
 *  end record (0x06054b50)     10 int16 entries   12 int32 directory size   16 int32 directory offset
 *  locator (0x07064b50)        8 int64 offset of the end record's 64-bit form; 20 bytes, before the end record
 *  64-bit form (0x06064b50)    32 int64 entries   40 int64 size           48 int64 offset
 *  directory entry (0x02014b50)  8 int16 flags  10 int16 method  16 int32 CRC-32  20 int32 size  24 int32 unpacked  28 name
 *                                30 extra 32 comment (int16 lengths)  42 int32 offset of the local header  46 name, extra,
 *                                comment
 *  local header (0x04034b50)     26 int16 name  28 int16 extra  30 name, extra, then the entry's bytes
 * </pre>
 *
 * <p>Methods: 0 stored, 8 deflated. Flag 1: encrypted.
 */
final class ZipDirectory {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_BYTES = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ENCRYPTED = 1;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int MAX_DIRECTORY_BYTES = 64 << 20;
    private static final long IN_64_BIT_FORM = 0xFFFF_FFFFL;

    private final ByteSource zip;
    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * One file in a zip.
     *
     * @param method {@link #STORED}, {@link #DEFLATED}, or another
     * @param crc the CRC-32 of its bytes
     * @param size bytes that it has in the zip
     * @param unpacked bytes that it has
     * @param headerOffset where its local header begins
     */
    record Entry(int flags, int method, int crc, long size, long unpacked, long headerOffset) {}

    private ZipDirectory(ByteSource zip) {
        this.zip = zip;
    }

    /** Reads the directory. */
    static ZipDirectory read(ByteSource zip) throws IOException {
        ZipDirectory read = new ZipDirectory(zip);
        ByteBuffer directory = read.directory();
        while (directory.remaining() >= ENTRY_BYTES) {
            read.readEntry(directory);
        }
        return read;
    }

    /** Whether there is an entry of that name. */
    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The entry of a name, which must be there, and of a size and in a form that can be read. */
    Entry require(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new CorruptSegmentException("Entry [%s] is missing".formatted(name), zip.location(), 0);
        }
        if ((entry.method != STORED && entry.method != DEFLATED) || (entry.flags & ENCRYPTED) != 0) {
            throw new UnsupportedSegmentException(
                    "Entry [%s] is %s, and only stored and deflated ones are read"
                            .formatted(
                                    name,
                                    (entry.flags & ENCRYPTED) != 0
                                            ? "encrypted"
                                            : "compressed by method [%d]".formatted(entry.method)),
                    zip.location(),
                    "Pack the segment's files anew");
        }
        require(
                entry.size >= 0
                        && entry.unpacked >= 0
                        && entry.unpacked <= Integer.MAX_VALUE
                        && (entry.method == DEFLATED || entry.size == entry.unpacked),
                "Entry [%s] has [%d] bytes in the zip and [%d] unpacked, expected at most 2^31 - 1"
                        .formatted(name, entry.size, entry.unpacked),
                entry.headerOffset);
        return entry;
    }

    /** Where the bytes of an entry begin; all of them lie inside of the zip. */
    long start(String name, Entry entry) throws IOException {
        ByteBuffer local = read(entry.headerOffset, LOCAL_BYTES);
        require(
                local.getInt(0) == LOCAL,
                "Local header of [%s] has a wrong signature".formatted(name),
                entry.headerOffset);
        long start = entry.headerOffset + LOCAL_BYTES + uint16(local, 26) + uint16(local, 28);
        require(
                start <= zip.size() - entry.size,
                "Entry [%s] of [%d] bytes does not fit into the zip".formatted(name, entry.size),
                entry.headerOffset);
        return start;
    }

    private ByteBuffer directory() throws IOException {
        long fileSize = zip.size();
        // few zips have a comment, and what lies far away is better not fetched in vain
        ByteBuffer tail = read(fileSize - Math.min(fileSize, END_BYTES), (int) Math.min(fileSize, END_BYTES));
        int at = endRecord(tail);
        if (at < 0) {
            int tailSize = (int) Math.min(fileSize, END_BYTES + MAX_COMMENT);
            tail = read(fileSize - tailSize, tailSize);
            at = endRecord(tail);
        }
        require(at >= 0, "No end record found, so it is no zip, or was cut off", fileSize);
        long tailStart = fileSize - tail.limit();
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        long locator = tailStart + at - LOCATOR64_BYTES;
        if ((size == IN_64_BIT_FORM || offset == IN_64_BIT_FORM) && locator >= 0) {
            ByteBuffer pointer = read(locator, LOCATOR64_BYTES);
            if (pointer.getInt(0) == LOCATOR64) {
                ByteBuffer end64 = read(pointer.getLong(8), END64_BYTES);
                require(end64.getInt(0) == END64, "No 64-bit end record found", pointer.getLong(8));
                size = end64.getLong(40);
                offset = end64.getLong(48);
            }
        }
        require(
                size >= 0 && size <= MAX_DIRECTORY_BYTES,
                "The zip's directory has [%d] bytes, which is too many".formatted(size),
                offset);
        return read(offset, (int) size);
    }

    /** Where the last end record of {@code tail} begins; negative if there is none. */
    private static int endRecord(ByteBuffer tail) {
        int at = tail.limit() - END_BYTES;
        while (at >= 0 && tail.getInt(at) != END) {
            at--;
        }
        return at;
    }

    private void readEntry(ByteBuffer directory) throws IOException {
        int at = directory.position();
        require(directory.getInt(at) == ENTRY, "Entry of the zip's directory has a wrong signature", at);
        int nameLength = uint16(directory, at + 28);
        int extraLength = uint16(directory, at + 30);
        int next = at + ENTRY_BYTES + nameLength + extraLength + uint16(directory, at + 32);
        require(next <= directory.limit(), "Entry of the zip's directory is cut off", at);
        byte[] name = new byte[nameLength];
        directory.get(at + ENTRY_BYTES, name);
        Entry entry = wide(
                new Entry(
                        uint16(directory, at + 8),
                        uint16(directory, at + 10),
                        directory.getInt(at + 16),
                        Integer.toUnsignedLong(directory.getInt(at + 20)),
                        Integer.toUnsignedLong(directory.getInt(at + 24)),
                        Integer.toUnsignedLong(directory.getInt(at + 42))),
                directory.slice(at + ENTRY_BYTES + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN));
        require(
                entries.put(new String(name, StandardCharsets.UTF_8), entry) == null,
                "Two entries of the zip have one name",
                at);
        directory.position(next);
    }

    /** The entry with what its extra field 0x0001 says in 64 bits: those values that don't fit into 32, in order. */
    private static Entry wide(Entry entry, ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xFFFF;
            int length = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
            ByteBuffer field = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            extra.position(extra.position() + length);
            if (id == 1) {
                long unpacked = widen(entry.unpacked, field);
                long size = widen(entry.size, field);
                return new Entry(
                        entry.flags, entry.method, entry.crc, size, unpacked, widen(entry.headerOffset, field));
            }
        }
        return entry;
    }

    private static long widen(long value, ByteBuffer field) {
        return value == IN_64_BIT_FORM && field.remaining() >= Long.BYTES ? field.getLong() : value;
    }

    private void require(boolean holds, String problem, long offset) throws CorruptSegmentException {
        if (!holds) {
            throw new CorruptSegmentException(problem, zip.location(), offset);
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        require(
                offset >= 0 && offset <= zip.size() - length,
                "[%d] bytes of the zip's structure lie outside of it".formatted(length),
                offset);
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.read(offset, buffer);
        return buffer.flip();
    }

    private static int uint16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xFFFF;
    }
}
