package io.isobar.segment.smoosh;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.smoosh.ZipDirectory.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip: those of a local one that are stored uncompressed are mapped where they lie in it; of one elsewhere
 * only what is asked for is fetched; those that are deflated are unpacked into scratch files first.
 */
public final class ZipFiles implements PhysicalFiles {
    private static final int BUFFER_BYTES = 1 << 18;

    private final ByteSource zip;
    private final @Nullable FileSource local;
    private final Path scratch;
    private final ZipDirectory directory;
    private final Map<String, Region> whole = new HashMap<>();
    /** Where stored entries begin, each asked of its local header once: what is far away is slow to ask. */
    private final Map<String, Long> starts = new ConcurrentHashMap<>();

    private ZipFiles(ByteSource zip, @Nullable FileSource local, Path scratch) throws IOException {
        this.zip = zip;
        this.local = local;
        this.scratch = scratch;
        this.directory = ZipDirectory.read(zip);
    }

    /** The entries of a local zip; {@code scratch} is the directory that takes what must be unpacked. */
    public static ZipFiles open(Path zip, Path scratch) throws IOException {
        FileSource source = new FileSource(zip);
        return new ZipFiles(source, source, scratch);
    }

    /** The entries of a zip elsewhere, which is closed with this; {@code scratch} is the directory that takes its bytes. */
    public static ZipFiles open(ByteSource zip, Path scratch) throws IOException {
        return new ZipFiles(zip, null, scratch);
    }

    @Override
    public boolean has(String name) {
        return directory.has(name);
    }

    @Override
    public int size(String name) throws IOException {
        return (int) directory.require(name).unpacked();
    }

    @Override
    public synchronized Region map(String name) throws IOException {
        Region known = whole.get(name);
        if (known == null) {
            known = Region.of(bytes(name, directory.require(name)), location(name));
            whole.put(name, known);
        }
        return known;
    }

    @Override
    public Region part(String name, int start, int length) throws IOException {
        Entry entry = directory.require(name);
        if (local != null || entry.method() != ZipDirectory.STORED) {
            return map(name).slice(start, length, name);
        }
        Long first = starts.get(name);
        if (first == null) {
            first = directory.start(name, entry);
            starts.put(name, first);
        }
        Copy copy = new Copy(first + start, length);
        return Region.of(ScratchBytes.fill(scratch, length, copy::next), location(name));
    }

    private ByteBuffer bytes(String name, Entry entry) throws IOException {
        long start = directory.start(name, entry);
        if (entry.method() == ZipDirectory.DEFLATED) {
            return inflated(name, entry, start);
        }
        int size = (int) entry.size();
        return local != null ? local.map(start, size) : ScratchBytes.fill(scratch, size, new Copy(start, size)::next);
    }

    private ByteBuffer inflated(String name, Entry entry, long start) throws IOException {
        try (Unpacking unpacking = new Unpacking(start, entry.size())) {
            int size = (int) entry.unpacked();
            ByteBuffer bytes = ScratchBytes.fill(scratch, size, unpacking::next);
            unpacking.requireEnd(entry);
            return bytes;
        } catch (ZipException e) {
            throw new CorruptSegmentException(
                    "Entry [%s] cannot be unpacked: %s".formatted(name, e.getMessage()), location(), start, e);
        }
    }

    private String location(String name) {
        return location() + "!" + name;
    }

    @Override
    public String location() {
        return zip.location();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Reads a part of the zip from its first byte to its last. */
    private final class Copy {
        private long position;
        private long left;

        Copy(long position, long length) {
            this.position = position;
            this.left = length;
        }

        /** Fills as much of {@code into} as there is, at most {@code most} bytes. */
        int next(byte[] into, int most) throws IOException {
            int count = (int) Math.min(most, left);
            zip.read(position, ByteBuffer.wrap(into, 0, count));
            position += count;
            left -= count;
            return count;
        }
    }

    /** Unpacks an entry from its first byte to its last. */
    private final class Unpacking implements AutoCloseable {
        private final Inflater inflater = new Inflater(true);
        private final byte[] packed = new byte[BUFFER_BYTES];
        private final CRC32 crc = new CRC32();
        private final Copy copy;

        Unpacking(long start, long length) {
            this.copy = new Copy(start, length);
        }

        int next(byte[] into, int most) throws IOException {
            int count = unpack(into, most);
            if (count == 0) {
                throw new ZipException("it ends too early");
            }
            crc.update(into, 0, count);
            return count;
        }

        /** Fills the beginning of {@code into}; not at all if nothing is left. */
        private int unpack(byte[] into, int most) throws IOException {
            try {
                int count = inflater.inflate(into, 0, most);
                while (count == 0 && !inflater.finished() && !inflater.needsDictionary() && copy.left > 0) {
                    inflater.setInput(packed, 0, copy.next(packed, packed.length));
                    count = inflater.inflate(into, 0, most);
                }
                return count;
            } catch (DataFormatException e) {
                throw new ZipException(String.valueOf(e.getMessage()));
            }
        }

        /** Refuses an entry that goes on, or whose bytes are others than those that were packed. */
        void requireEnd(Entry entry) throws IOException {
            if (unpack(new byte[1], 1) != 0 || !inflater.finished()) {
                throw new ZipException("it has not [%d] bytes".formatted(entry.unpacked()));
            }
            if ((int) crc.getValue() != entry.crc()) {
                throw new ZipException("its CRC-32 is [%08x], expected [%08x]".formatted(crc.getValue(), entry.crc()));
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
