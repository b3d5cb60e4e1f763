package io.isobar.indexer.shuffle;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.StoredObject;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue that keeps its first rows in memory, and the rest in a file once they are too many: however many rows there are, the
 * heap holds no more than its budget.
 *
 * <p>A record of the file is the row's time (8 bytes), the length of the row (4 bytes), and {@link RowBytes}. Reading begins at
 * the first record that is still in the queue; the file begins anew when it is empty. Not thread-safe.
 */
public final class SpillingRowQueue implements RowQueue {
    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int BUFFER = 64 << 10;
    private static final long OBJECT = 64;

    private final Path file;
    private final long budget;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final ByteSink row = new ByteSink();
    private final RowBytes.Reader rows = new RowBytes.Reader();
    private final ByteBuffer written = ByteBuffer.allocate(BUFFER);
    private long heldBytes;
    private @Nullable FileChannel channel;
    /** Records from here on are in the queue; up to {@code end} they are in the file, then in {@code written}. */
    private long first;

    private long end;
    private long spilled;
    private @Nullable Reading head;

    private record Held(long time, Row row, long bytes) {}

    /**
     * A queue without rows.
     *
     * @param file where rows go that don't fit; nothing is there yet
     * @param budget how many bytes of heap rows may take
     */
    public SpillingRowQueue(Path file, long budget) {
        this.file = file;
        this.budget = budget;
    }

    @Override
    public void add(long time, Row added) throws IOException {
        long bytes = heapBytes(added);
        if (spilled == 0 && heldBytes + bytes <= budget) {
            held.add(new Held(time, added, bytes));
            heldBytes += bytes;
            return;
        }
        RowBytes.write(added, row.clear());
        if (written.remaining() < HEADER + row.size()) {
            flush();
        }
        if (HEADER + row.size() <= written.remaining()) {
            putRow(time, written);
        } else {
            ByteBuffer large = ByteBuffer.allocate(HEADER + row.size());
            putRow(time, large);
            write(large.flip());
        }
        spilled++;
    }

    private void putRow(long time, ByteBuffer into) {
        into.putLong(time).putInt(row.size()).put(row.array(), 0, row.size());
    }

    @Override
    public long size() {
        return held.size() + spilled;
    }

    @Override
    public long firstTime() throws IOException {
        return held.isEmpty() ? head().time : held.element().time();
    }

    @Override
    public Row removeFirst() throws IOException {
        if (!held.isEmpty()) {
            Held oldest = held.remove();
            heldBytes -= oldest.bytes();
            return oldest.row();
        }
        Reading reading = head();
        Row oldest = reading.row();
        first = reading.after;
        spilled--;
        if (spilled == 0) {
            empty();
        } else {
            reading.advance();
        }
        return oldest;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException, InterruptedException {
        for (Held each : held) {
            visitor.visit(each.row());
        }
        if (spilled > 0) {
            flush();
            Reading reading = new Reading(first);
            for (long left = spilled; left > 0; left--) {
                visitor.visit(reading.row());
                if (left > 1) {
                    reading.advance();
                }
            }
        }
    }

    @Override
    public void clear() throws IOException {
        held.clear();
        heldBytes = 0;
        spilled = 0;
        empty();
    }

    @Override
    public void close() throws IOException {
        held.clear();
        if (channel != null) {
            channel.close();
            channel = null;
            Files.deleteIfExists(file);
        }
    }

    private Reading head() throws IOException {
        if (head == null) {
            flush();
            head = new Reading(first);
        }
        return head;
    }

    private void empty() throws IOException {
        head = null;
        written.clear();
        first = 0;
        end = 0;
        if (channel != null) {
            channel.truncate(0);
        }
    }

    private void flush() throws IOException {
        if (written.position() > 0) {
            write(written.flip());
            written.clear();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        FileChannel open = channel();
        while (bytes.hasRemaining()) {
            end += open.write(bytes, end);
        }
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return channel;
    }

    /** About what a row takes in the heap. */
    private static long heapBytes(Row row) {
        long bytes = 2 * OBJECT;
        for (Object value : row.fields().values()) {
            bytes += 2 * OBJECT + heapBytes(value);
        }
        return bytes;
    }

    private static long heapBytes(@Nullable Object value) {
        if (value instanceof String text) {
            return 2L * text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof StoredObject object) {
            return OBJECT + object.bytes().length;
        }
        long sum = 0;
        if (value instanceof List<?> list) {
            for (Object element : list) {
                sum += OBJECT + heapBytes(element);
            }
        }
        return sum;
    }

    /** The records of the file from one on; stands at a record at all times. */
    private final class Reading {
        private final DataInputStream in;
        private long time;
        private byte[] bytes = new byte[0];
        private long after;

        Reading(long from) throws IOException {
            this.after = from;
            this.in = new DataInputStream(new BufferedInputStream(new FromFile(from), BUFFER));
            advance();
        }

        void advance() throws IOException {
            if (after >= end) {
                flush(); // what follows is not in the file yet
            }
            try {
                time = in.readLong();
                bytes = new byte[in.readInt()];
                in.readFully(bytes);
            } catch (EOFException e) {
                throw new IOException("File [" + file + "] ends amid a row: it was changed from outside", e);
            }
            after += HEADER + bytes.length;
        }

        Row row() {
            return rows.read(bytes, 0, bytes.length);
        }
    }

    /** Reads what is in the file now, and later what was appended since. */
    private final class FromFile extends InputStream {
        private long at;

        FromFile(long at) {
            this.at = at;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = channel().read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at)), at);
            if (read <= 0) {
                return -1;
            }
            at += read;
            return read;
        }
    }
}
