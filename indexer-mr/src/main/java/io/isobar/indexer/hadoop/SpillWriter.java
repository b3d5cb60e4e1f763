package io.isobar.indexer.hadoop;

import io.isobar.indexer.sort.SortedPairs;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.mapred.IndexRecord;
import org.apache.hadoop.util.Progressable;

/**
 * Writes a file of map output as Hadoop's shuffle reads it, for pairs of {@link org.apache.hadoop.io.BytesWritable}. The
 * partitions follow each other, also those without pairs:
 *
 * <pre>
 *  compressed by the job's codec, if it has one
 *    per pair
 *      vint  length of the key as it follows, so with its own length
 *      vint  length of the value, likewise
 *      ...   the pair as in {@link SortedPairs}, which is how BytesWritable serialises the one and the other
 *    vint    -1
 *    vint    -1
 *  int       CRC-32 of all bytes of the partition before it, as they are in the file, big-endian
 * </pre>
 *
 * <p>A vint, of {@link org.apache.hadoop.io.WritableUtils}, is one byte up to 127 and for -1; else -112 less the number of
 * the bytes that follow, and those, big-endian.
 */
final class SpillWriter implements Closeable {
    /** What a partition has beside its pairs. */
    static final int TRAILER_BYTES = 2 + Integer.BYTES;

    private static final int BUFFER_BYTES = 1 << 17;
    private static final int MOST_VINT_BYTES = 1 + Integer.BYTES;
    private static final byte END = -1;

    private final FSDataOutputStream file;
    private final CheckedOutputStream checked;
    private final SpillCodec.Compressing compressing;
    private final Progressable progress;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int size;
    /** Where the pairs of the partition go. */
    private OutputStream out;
    /** Of the partition, before it is compressed. */
    private long rawBytes;

    private long pairs;

    /** Writes to a stream that it will close; it tells now and then that it goes on. */
    SpillWriter(FSDataOutputStream file, SpillCodec codec, Progressable progress) {
        this.file = file;
        this.checked = new CheckedOutputStream(file, new CRC32());
        this.compressing = codec.compressing();
        this.progress = progress;
        this.out = checked;
    }

    /** Writes the next partition, and returns where it is. */
    IndexRecord write(SortedPairs rows) throws IOException {
        long start = file.getPos();
        checked.getChecksum().reset();
        rawBytes = 0;
        out = compressing.over(checked);
        while (rows.next()) {
            append(rows);
            pairs++;
        }
        reserve(2);
        buffer[size++] = END;
        buffer[size++] = END;
        flush();
        if (out instanceof CompressionOutputStream compressed) {
            compressed.finish();
        }
        file.writeInt((int) checked.getChecksum().getValue());
        return new IndexRecord(start, rawBytes, file.getPos() - start);
    }

    private void append(SortedPairs pair) throws IOException {
        reserve(2 * MOST_VINT_BYTES);
        putLength(Integer.BYTES + pair.keyLength());
        putLength(Integer.BYTES + pair.valueLength());
        int length = SortedPairs.LENGTHS + pair.keyLength() + pair.valueLength();
        if (length <= BUFFER_BYTES) {
            reserve(length);
            System.arraycopy(pair.bytes(), pair.from(), buffer, size, length);
            size += length;
        } else {
            flush();
            write(pair.bytes(), pair.from(), length);
        }
    }

    private void putLength(int length) {
        if (length <= Byte.MAX_VALUE) {
            buffer[size++] = (byte) length;
            return;
        }
        int bytes = Integer.BYTES - Integer.numberOfLeadingZeros(length) / Byte.SIZE;
        buffer[size++] = (byte) (-112 - bytes);
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[size++] = (byte) (length >> shift);
        }
    }

    private void reserve(int bytes) throws IOException {
        if (BUFFER_BYTES - size < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        write(buffer, 0, size);
        size = 0;
    }

    private void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        rawBytes += length;
        progress.progress();
    }

    /** How many bytes the file has. */
    long bytes() {
        return file.getPos();
    }

    /** How many pairs the file has. */
    long pairs() {
        return pairs;
    }

    @Override
    public void close() throws IOException {
        compressing.close();
        file.close();
    }
}
