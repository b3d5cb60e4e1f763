package io.isobar.segment.scratch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a file to be, in order, some on the heap and some in scratch files. Integers are big-endian. */
public final class Pieces {
    private final List<Object> pieces = new ArrayList<>();
    private long size;

    /** Appends bytes. */
    public Pieces add(byte... bytes) {
        pieces.add(bytes);
        size += bytes.length;
        return this;
    }

    /** Appends 8 bits. */
    public Pieces int8(int value) {
        return add((byte) value);
    }

    /** Appends 32 bits. */
    public Pieces int32(int value) {
        return add(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    /** Appends 64 bits. */
    public Pieces int64(long value) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** Appends the length of a text in UTF-8 and the text. */
    public Pieces text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return int32(bytes.length).add(bytes);
    }

    /** Appends all that was written to {@code output}, which takes no more. */
    public Pieces add(ScratchOutput output) throws IOException {
        output.finish();
        pieces.add(output);
        size += output.size();
        return this;
    }

    /** Appends the pieces of another. */
    public Pieces add(Pieces other) {
        pieces.addAll(other.pieces);
        size += other.size;
        return this;
    }

    /** How many bytes they are. */
    public long size() {
        return size;
    }

    /** How many bytes they are, which must be few enough for a length of 32 bits. */
    public int intSize(String what) throws IOException {
        if (size > Integer.MAX_VALUE) {
            throw new IOException("%s would have [%d] bytes, more than the 2^31 - 1 that the format allows: split the"
                            .formatted(what, size)
                    + " segment into more partitions");
        }
        return (int) size;
    }

    /** Writes them and frees the scratch files. */
    public void drainTo(OutputStream out) throws IOException {
        for (Object piece : pieces) {
            if (piece instanceof ScratchOutput output) {
                output.copyTo(out);
                output.discard();
            } else {
                out.write((byte[]) piece);
            }
        }
        pieces.clear();
    }
}
