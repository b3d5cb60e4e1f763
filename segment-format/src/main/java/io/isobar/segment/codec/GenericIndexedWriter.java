package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;

/** Writes a {@link GenericIndexed}, version 1; ends and values wait in scratch files. */
public final class GenericIndexedWriter {
    private static final int NULL_MARKER = -1;

    private final String what;
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
        if (values.size() > Integer.MAX_VALUE) {
            throw new IOException(
                    "%s would have more than the 2^31 - 1 bytes that the format allows: split the segment into more partitions"
                            .formatted(what));
        }
        ends.writeInt((int) values.size());
        count++;
    }

    /** The list; {@code sorted} tells that its values ascend strictly. */
    public Pieces finish(boolean sorted) throws IOException {
        Pieces body = new Pieces().int32(count).add(ends).add(values);
        return new Pieces()
                .int8(1)
                .int8(sorted ? 1 : 0)
                .int32(body.intSize(what))
                .add(body);
    }
}
