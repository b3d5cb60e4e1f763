package io.isobar.indexer.hadoop;

import io.isobar.indexer.sort.SortedPairs;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.IndexRecord;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of a file that {@link SpillWriter} wrote, one after the other from the first. */
final class SpillReader implements SortedPairs, Closeable {
    private static final int MOST_VINT_BYTES = 1 + Integer.BYTES;

    private final Path file;
    private final InputStream in;
    private final SpillCodec.Decompressing decompressing;
    /** The partition in the file, and what is read from it. */
    private CheckedPart part = new CheckedPart(InputStream.nullInputStream(), 0);

    private InputStream data = part;
    private byte[] buffer;
    private int at;
    private int end;
    /** Of the partition, not yet in the buffer. */
    private long left;

    private int from;
    private int keyLength;
    private int valueLength;

    /** Reads from the start of a stream that it will close. */
    SpillReader(Path file, InputStream in, SpillCodec codec, int bufferBytes) {
        this.file = file;
        this.in = in;
        this.decompressing = codec.decompressing();
        this.buffer = new byte[Math.max(bufferBytes, 2 * MOST_VINT_BYTES)];
    }

    /** Goes on with the next partition, whose pairs then are the reader's. The one before it must have been read. */
    SortedPairs partition(IndexRecord record) throws IOException {
        left = record.rawLength;
        part = new CheckedPart(in, record.partLength - Integer.BYTES);
        try {
            data = decompressing.over(part);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
        return this;
    }

    @Override
    public boolean next() throws IOException {
        fill((int) Math.min(2 * MOST_VINT_BYTES, left + end - at));
        int first = nextLength();
        int second = nextLength();
        if (first < 0 && second < 0) {
            checkSum();
            return false;
        }
        keyLength = first - Integer.BYTES;
        valueLength = second - Integer.BYTES;
        int length = LENGTHS + keyLength + valueLength;
        if (keyLength < 0 || valueLength < 0 || length < 0) {
            throw damaged();
        }
        fill(length);
        from = at;
        at += length;
        return true;
    }

    private int nextLength() throws IOException {
        if (at == end) {
            throw damaged();
        }
        int first = buffer[at++];
        if (first >= -112) {
            return first;
        }
        int bytes = -112 - first;
        if (bytes > Integer.BYTES || end - at < bytes) {
            throw damaged();
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << Byte.SIZE | (buffer[at++] & 0xFF);
        }
        return length;
    }

    /** Makes sure that so many bytes of the partition are in the buffer. */
    private void fill(int bytes) throws IOException {
        if (end - at >= bytes) {
            return;
        }
        if (bytes - (end - at) > left) {
            throw damaged();
        }
        byte[] target = bytes <= buffer.length ? buffer : new byte[bytes];
        System.arraycopy(buffer, at, target, 0, end - at);
        buffer = target;
        end -= at;
        at = 0;
        while (end < bytes) {
            int read = read((int) Math.min(buffer.length - end, left));
            if (read < 0) {
                throw new EOFException("The spill file [%s] was cut off".formatted(file));
            }
            end += read;
            left -= read;
        }
    }

    private int read(int most) throws IOException {
        try {
            return data.read(buffer, end, most);
        } catch (IOException | RuntimeException e) {
            // a codec throws what it likes
            throw damaged(e);
        }
    }

    private void checkSum() throws IOException {
        if (left > 0 || at < end || !part.endsWithItsChecksum()) {
            throw damaged();
        }
    }

    private IOException damaged() {
        return damaged(null);
    }

    private IOException damaged(@Nullable Throwable cause) {
        return new IOException(
                "The spill file [%s] doesn't have the bytes that were written to it: check the disk, and run again"
                        .formatted(file),
                cause);
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int keyLength() {
        return keyLength;
    }

    @Override
    public int valueLength() {
        return valueLength;
    }

    @Override
    public void close() throws IOException {
        decompressing.close();
        in.close();
    }
}
