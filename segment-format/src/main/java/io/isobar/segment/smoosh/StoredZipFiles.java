package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.UnsupportedSegmentException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The entries of a zip that stores them uncompressed, mapped where they lie in it.
 *
 * <p>Read from the end, as the format asks: the end record, the directory it points to, and from each entry's local
 * header where its bytes begin. All integers are little-endian. The 64-bit forms are followed where the 32-bit ones say
 * so.
 *
 * <pre>
 *  end record (0x06054b50)     10 int16 entries   12 int32 directory size   16 int32 directory offset
 *  its 64-bit form (0x06064b50)  32 int64 entries   40 int64 size           48 int64 offset
 *  directory entry (0x02014b50)  10 int16 method  20 int32 size  24 int32 unpacked  28 name 30 extra 32 comment (int16
 *                                lengths)  42 int32 offset of the local header  46 name, extra, comment
 *  local header (0x04034b50)     26 int16 name  28 int16 extra  30 name, extra, then the entry's bytes
 * </pre>
 */
public final class StoredZipFiles implements PhysicalFiles {
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
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int MAX_DIRECTORY_BYTES = 64 << 20;
    private static final long IN_64_BIT_FORM = 0xFFFF_FFFFL;

    private final Path zip;
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(int method, long size, long unpacked, long headerOffset) {}

    /** Reads the zip's directory. */
    public StoredZipFiles(Path zip) throws IOException {
        this.zip = zip;
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            ByteBuffer directory = directory(channel);
            while (directory.remaining() >= ENTRY_BYTES) {
                readEntry(directory);
            }
        }
    }

    @Override
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    @Override
    public Region map(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new CorruptSegmentException("Entry [%s] is missing".formatted(name), location(), 0);
        }
        if (entry.method != 0) {
            throw new UnsupportedSegmentException(
                    "Entry [%s] is compressed, and only stored entries can be mapped: unpack the zip".formatted(name),
                    location());
        }
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            ByteBuffer local = read(channel, entry.headerOffset, LOCAL_BYTES);
            require(local.getInt(0) == LOCAL, "Local header of [%s] has a wrong signature".formatted(name), entry);
            long start = entry.headerOffset + LOCAL_BYTES + uint16(local, 26) + uint16(local, 28);
            require(
                    entry.size == entry.unpacked
                            && entry.size >= 0
                            && entry.size <= Integer.MAX_VALUE
                            && start <= channel.size() - entry.size,
                    "Entry [%s] of [%d] bytes does not fit into the zip".formatted(name, entry.size),
                    entry);
            return Region.of(channel.map(FileChannel.MapMode.READ_ONLY, start, entry.size), zip + "!" + name);
        }
    }

    @Override
    public String location() {
        return zip.toString();
    }

    private ByteBuffer directory(FileChannel channel) throws IOException {
        long fileSize = channel.size();
        int tailSize = (int) Math.min(fileSize, END_BYTES + MAX_COMMENT);
        long tailStart = fileSize - tailSize;
        ByteBuffer tail = read(channel, tailStart, tailSize);
        int at = tailSize - END_BYTES;
        while (at >= 0 && tail.getInt(at) != END) {
            at--;
        }
        if (at < 0) {
            throw new CorruptSegmentException("No end record found, so it is no zip", location(), fileSize);
        }
        long size = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        long locator = tailStart + at - LOCATOR64_BYTES;
        if ((size == IN_64_BIT_FORM || offset == IN_64_BIT_FORM) && locator >= 0) {
            ByteBuffer pointer = read(channel, locator, LOCATOR64_BYTES);
            if (pointer.getInt(0) == LOCATOR64) {
                ByteBuffer end64 = read(channel, pointer.getLong(8), END64_BYTES);
                if (end64.getInt(0) != END64) {
                    throw new CorruptSegmentException("No 64-bit end record found", location(), pointer.getLong(8));
                }
                size = end64.getLong(40);
                offset = end64.getLong(48);
            }
        }
        if (size < 0 || size > MAX_DIRECTORY_BYTES) {
            throw new CorruptSegmentException(
                    "The zip's directory has [%d] bytes, which is too many".formatted(size), location(), offset);
        }
        return read(channel, offset, (int) size);
    }

    private void readEntry(ByteBuffer directory) throws IOException {
        int at = directory.position();
        if (directory.getInt(at) != ENTRY) {
            throw new CorruptSegmentException("Entry of the zip's directory has a wrong signature", location(), at);
        }
        int nameLength = uint16(directory, at + 28);
        int extraLength = uint16(directory, at + 30);
        int next = at + ENTRY_BYTES + nameLength + extraLength + uint16(directory, at + 32);
        if (next > directory.limit()) {
            throw new CorruptSegmentException("Entry of the zip's directory is cut off", location(), at);
        }
        byte[] name = new byte[nameLength];
        directory.get(at + ENTRY_BYTES, name);
        Entry entry = wide(
                new Entry(
                        uint16(directory, at + 10),
                        Integer.toUnsignedLong(directory.getInt(at + 20)),
                        Integer.toUnsignedLong(directory.getInt(at + 24)),
                        Integer.toUnsignedLong(directory.getInt(at + 42))),
                directory.slice(at + ENTRY_BYTES + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN));
        if (entries.put(new String(name, StandardCharsets.UTF_8), entry) != null) {
            throw new CorruptSegmentException("Two entries of the zip have one name", location(), at);
        }
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
                return new Entry(entry.method, size, unpacked, widen(entry.headerOffset, field));
            }
        }
        return entry;
    }

    private static long widen(long value, ByteBuffer field) {
        return value == IN_64_BIT_FORM && field.remaining() >= Long.BYTES ? field.getLong() : value;
    }

    private void require(boolean holds, String problem, Entry entry) throws CorruptSegmentException {
        if (!holds) {
            throw new CorruptSegmentException(problem, location(), entry.headerOffset);
        }
    }

    private ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        if (offset < 0 || offset > channel.size() - length) {
            throw new CorruptSegmentException(
                    "[%d] bytes of the zip's structure lie outside of it".formatted(length), location(), offset);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("File [%s] became shorter while it was read".formatted(zip));
            }
        }
        return buffer.flip();
    }

    private static int uint16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xFFFF;
    }
}
