package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes {@link Pairs} of a time and a number, as they come from a fold; they wait in scratch files. */
public final class PairsWriter {
    private static final int NULL = -1;

    private final Scratch scratch;
    private final String what;
    private final ScratchOutput pairs;
    private int count;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    /** A list that errors call {@code what}. */
    public PairsWriter(Scratch scratch, String what) {
        this.scratch = scratch;
        this.what = what;
        this.pairs = scratch.output();
    }

    /** Appends a pair: little-endian, the time, and what cells have from their second field on. */
    public void add(byte[] bytes, int start, int length) throws IOException {
        long time = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(start);
        least = Math.min(least, time);
        greatest = Math.max(greatest, time);
        pairs.writeInt(length);
        pairs.write(bytes, start, length);
        count++;
    }

    /** Appends a null. */
    public void addNull() throws IOException {
        pairs.writeInt(NULL);
        count++;
    }

    /** The list. */
    public Pieces finish() throws IOException {
        long span = greatest - least;
        // Without any pair, or if the span has no long, times are stored as they are.
        boolean relative = least <= greatest && span >= 0;
        long base = relative ? least : 0;
        boolean narrow = relative && span <= Integer.MAX_VALUE;
        ByteStreamWriter index = new ByteStreamWriter(scratch, what);
        ByteStreamWriter cells = new ByteStreamWriter(scratch, what);
        long end = 0;
        pairs.finish();
        ScratchInput in = pairs.input();
        for (int i = 0; i < count; i++) {
            index.writeLong(end);
            byte[] cell = cell(in, base, narrow);
            cells.write(cell);
            end += cell.length;
        }
        index.writeLong(end);
        pairs.discard();
        Pieces indexPieces = index.finish();
        Pieces cellPieces = cells.finish();
        return new Pieces()
                .int8(Pairs.VERSION)
                .int8(narrow ? Pairs.NARROW : 0)
                .int8(0)
                .int8(0)
                .int64(Long.reverseBytes(base))
                .int32(Integer.reverseBytes(indexPieces.intSize(what)))
                .add(indexPieces)
                .int32(Integer.reverseBytes(cellPieces.intSize(what)))
                .add(cellPieces);
    }

    private static byte[] cell(ScratchInput in, long base, boolean narrow) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return new byte[0];
        }
        byte[] pair = new byte[length];
        in.readBytes(pair, length);
        long delta = ByteBuffer.wrap(pair).order(ByteOrder.LITTLE_ENDIAN).getLong() - base;
        ByteBuffer cell =
                ByteBuffer.allocate(length - (narrow ? Integer.BYTES : 0)).order(ByteOrder.LITTLE_ENDIAN);
        if (narrow) {
            cell.putInt((int) delta);
        } else {
            cell.putLong(delta);
        }
        return cell.put(pair, Long.BYTES, length - Long.BYTES).array();
    }
}
