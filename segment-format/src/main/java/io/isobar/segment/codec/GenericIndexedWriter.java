package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a {@link GenericIndexed}; ends and values wait in scratch files. Version 1, unless it would have more than {@link
 * FileSink#listBytes} bytes and the caller has a place for the files of version 2. For one thread.
 */
public final class GenericIndexedWriter {
    private static final int NULL_MARKER = -1;
    private static final int HEADER_BYTES = 10;
    private static final int MAX_SHIFT = 30;
    private static final int BUFFER_BYTES = 1 << 16;

    private final String what;
    /** Of each end the low 32 bits: a value has less than 2^31 bytes, so that no more is needed to find it. */
    private final ScratchOutput ends;

    private final ScratchOutput values;
    private int count;

    /** A list that errors call {@code what}. */
    public GenericIndexedWriter(Scratch scratch, String what) {
        this.what = what;
        this.ends = scratch.output();
        this.values = scratch.output();
    }

    /** Appends a value. */
    public void add(byte[] value) throws IOException {
        add(value, 0, value.length);
    }

    /** Appends a value. */
    public void add(byte[] bytes, int offset, int length) throws IOException {
        values.writeInt(0);
        values.write(bytes, offset, length);
        end();
    }

    /** Appends a null. */
    public void addNull() throws IOException {
        values.writeInt(NULL_MARKER);
        end();
    }

    private void end() throws IOException {
        ends.writeInt((int) values.size());
        count++;
    }

    /**
     * The list in version 1; {@code sorted} tells that its values ascend strictly.
     *
     * @throws IOException if that has no room for it
     */
    public Pieces finish(boolean sorted) throws IOException {
        Pieces body = new Pieces().int32(count).add(ends).add(values);
        return new Pieces()
                .int8(1)
                .int8(sorted ? 1 : 0)
                .int32(body.intSize(what))
                .add(body);
    }

    /**
     * The list in version 1 if it has room for it; else in version 2, whose files {@code name_header}, {@code name_value_0},
     * {@code name_value_1} and so on are added to {@code files}.
     *
     * @param name what readers find the files by; Druid's names are the column's with a suffix for what the list is:
     *     {@code .dim_values} (dictionary), {@code .inverted} (bitmaps), {@code .forward_dim} (ids), {@code
     *     .forward_dim.offsets} and {@code .forward_dim.values} (several ids per row), {@code .long_column}, {@code
     *     .float_column}, {@code .double_column}, {@code .complex_column}, and {@code little_end_time} of {@code __time}
     * @throws IOException if a single value has no room in a file
     */
    public Pieces finish(boolean sorted, FileSink files, String name) throws IOException {
        if (HEADER_BYTES + ends.size() + values.size() <= files.listBytes()) {
            return finish(sorted);
        }
        int shift = shift(files.listBytes());
        files.add(name + "_header", ends.size(), out -> writeHeader(shift, out));
        writeValues(shift, files, name);
        files.afterwards(() -> {
            ends.discard();
            values.discard();
        });
        return new Pieces()
                .int8(2)
                .int8(sorted ? 1 : 0)
                .int32(shift)
                .int32(count)
                .text(name);
    }

    /** The greatest power of two of values that has room in a file, wherever it begins. */
    private int shift(int maxBytes) throws IOException {
        for (int shift = MAX_SHIFT; shift >= 0; shift--) {
            if (fits(shift, maxBytes)) {
                return shift;
            }
        }
        throw new IOException(
                "%s has a value that is larger than the [%d] bytes that a file may have".formatted(what, maxBytes));
    }

    private boolean fits(int shift, int maxBytes) throws IOException {
        ScratchInput in = ends.input();
        int end = 0;
        long fileBytes = 0;
        for (int i = 0; i < count; i++) {
            int next = in.readInt();
            fileBytes = firstOfFile(i, shift) ? 0 : fileBytes;
            fileBytes += Integer.toUnsignedLong(next - end);
            end = next;
            if (fileBytes > maxBytes) {
                return false;
            }
        }
        return true;
    }

    private static boolean firstOfFile(int i, int shift) {
        return (i & ((1 << shift) - 1)) == 0;
    }

    /** Ends count anew in each file. */
    private void writeHeader(int shift, OutputStream out) throws IOException {
        byte[] littleEndian = new byte[Integer.BYTES];
        ScratchInput in = ends.input();
        int end = 0;
        int start = 0;
        for (int i = 0; i < count; i++) {
            start = firstOfFile(i, shift) ? end : start;
            end = in.readInt();
            int inFile = end - start;
            for (int b = 0; b < Integer.BYTES; b++) {
                littleEndian[b] = (byte) (inFile >>> (Byte.SIZE * b));
            }
            out.write(littleEndian);
        }
    }

    private void writeValues(int shift, FileSink files, String name) throws IOException {
        ScratchInput endsIn = ends.input();
        ScratchInput valuesIn = values.input();
        int end = 0;
        int file = 0;
        for (int done = 0; done < count; file++) {
            int start = end;
            int here = (int) Math.min(1L << shift, count - done);
            for (int i = 0; i < here; i++) {
                end = endsIn.readInt();
            }
            done += here;
            long size = Integer.toUnsignedLong(end - start);
            files.add(name + "_value_" + file, size, out -> copy(valuesIn, size, out));
        }
    }

    private static void copy(ScratchInput in, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(size, BUFFER_BYTES)];
        for (long left = size; left > 0; left -= buffer.length) {
            if (left < buffer.length) {
                buffer = new byte[(int) left];
            }
            in.readBytes(buffer, buffer.length);
            out.write(buffer);
        }
    }
}
