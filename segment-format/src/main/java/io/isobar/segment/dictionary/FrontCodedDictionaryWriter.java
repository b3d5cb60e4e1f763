package io.isobar.segment.dictionary;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes a {@link FrontCodedDictionary}. */
public final class FrontCodedDictionaryWriter implements DictionaryWriter {
    private static final int MARK = 0x7F;
    private static final int FRONT_CODED = 1;

    private final String what;
    private final int bucketSize;
    private final int version;
    private final ScratchOutput ends;
    private final ScratchOutput buckets;
    private boolean hasNull;
    private int values;
    private byte[] base = new byte[0];

    /** A dictionary of buckets of {@code bucketSize} values, in format version 0 or 1. */
    public FrontCodedDictionaryWriter(Scratch scratch, String what, int bucketSize, int version) {
        this.what = what;
        this.bucketSize = bucketSize;
        this.version = version;
        this.ends = scratch.output();
        this.buckets = scratch.output();
    }

    @Override
    public void addNull() {
        hasNull = true;
    }

    @Override
    public void add(byte[] bytes, int offset, int length) throws IOException {
        boolean first = values % bucketSize == 0;
        if (first && values > 0) {
            putLittleEndian((int) buckets.size());
        }
        int shared = first ? 0 : shared(bytes, offset, length);
        if (!first) {
            vint(buckets, shared);
        }
        vint(buckets, length - shared);
        buckets.write(bytes, offset + shared, length - shared);
        if (first || version == 1) {
            base = Arrays.copyOfRange(bytes, offset, offset + length);
        }
        values++;
    }

    private int shared(byte[] bytes, int offset, int length) {
        int common = Math.min(base.length, length);
        int mismatch = Arrays.mismatch(base, 0, common, bytes, offset, offset + common);
        return mismatch < 0 ? common : mismatch;
    }

    private void putLittleEndian(int value) throws IOException {
        ends.writeInt(Integer.reverseBytes(value));
    }

    private static void vint(OutputStream out, int value) throws IOException {
        int left = value;
        while (left >= 0x80) {
            out.write(left & 0x7F);
            left >>>= 7;
        }
        out.write(left | 0x80);
    }

    @Override
    public int size() {
        return values + (hasNull ? 1 : 0);
    }

    @Override
    public Pieces finish() throws IOException {
        Pieces body = new Pieces().add(ends).add(buckets);
        var header = new java.io.ByteArrayOutputStream();
        header.write(MARK);
        header.write(FRONT_CODED);
        header.write(version);
        header.write(bucketSize);
        header.write(hasNull ? 1 : 0);
        vint(header, values);
        vint(header, body.intSize(what));
        return new Pieces().add(header.toByteArray()).add(body);
    }
}
