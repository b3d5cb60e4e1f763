package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link Longs} in as few bits as they need: as a table if they are few different ones, else as differences from
 * the smallest if that can be, else plain. Which one is known only after the last.
 */
public final class PackedLongsWriter {
    private static final byte VERSION = 2;
    private static final int ENCODED = 126;

    private final Scratch scratch;
    private final String what;
    private final Compression compression;
    private final ScratchOutput values;
    private final Map<Long, Integer> table = new LinkedHashMap<>();
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;
    private int rows;

    /** A writer of values that errors call {@code what}. */
    public PackedLongsWriter(Scratch scratch, String what, Compression compression) {
        this.scratch = scratch;
        this.what = what;
        this.compression = compression;
        this.values = scratch.output();
    }

    public void add(long value) throws IOException {
        values.writeLong(value);
        least = Math.min(least, value);
        most = Math.max(most, value);
        if (table.size() <= LongPacking.MAX_TABLE) {
            table.putIfAbsent(value, table.size());
        }
        rows++;
    }

    /** The section of values. */
    public Pieces finish() throws IOException {
        return section(null, "");
    }

    /** The same; a list that has no room in one file goes into several of {@code files}, called by {@code name}. */
    public Pieces finish(FileSink files, String name) throws IOException {
        return section(files, name);
    }

    private Pieces section(@Nullable FileSink files, String name) throws IOException {
        ScratchInput in = values.input();
        try {
            long range = most - least;
            if (table.size() <= LongPacking.MAX_TABLE) {
                return packed(in, LongPacking.TABLE, LongPacking.width(table.size()), tableHeader(), files, name);
            }
            if (range >= 0 && range != Long.MAX_VALUE) {
                int width = LongPacking.width(range + 1);
                return packed(
                        in,
                        LongPacking.DELTA,
                        width,
                        new Pieces().int8(LongPacking.VERSION).int64(least).int32(width),
                        files,
                        name);
            }
            FixedWidthWriter plain = new FixedWidthWriter(scratch, what, compression, Long.BYTES);
            for (int i = 0; i < rows; i++) {
                plain.add(in.readLong());
            }
            return plain.section(files, name);
        } finally {
            values.discard();
        }
    }

    private Pieces tableHeader() {
        Pieces header = new Pieces().int8(LongPacking.VERSION).int32(table.size());
        table.keySet().forEach(header::int64);
        return header;
    }

    private Pieces packed(
            ScratchInput in, byte encoding, int width, Pieces header, @Nullable FileSink files, String name)
            throws IOException {
        int perBlock = LongPacking.perBlock(width);
        BlockWriter blocks = new BlockWriter(
                scratch, what, compression, Compression.BLOCK_BYTES + LongPacking.PADDING_BYTES + Long.BYTES);
        BitStream bits = new BitStream(blocks.next());
        for (int i = 0; i < rows; i++) {
            if (i > 0 && i % perBlock == 0) {
                // Without blocks the padding comes once, at the end; the stream stays aligned to bytes here.
                bits.end(compression != Compression.NONE);
                blocks.endBlock();
            }
            long value = in.readLong();
            bits.put(encoding == LongPacking.TABLE ? table.getOrDefault(value, 0) : value - least, width);
        }
        bits.end(true);
        return new Pieces()
                .int8(VERSION)
                .int32(rows)
                .int32(compression == Compression.NONE ? 0 : perBlock)
                .int8(compression.id() - ENCODED)
                .int8(encoding)
                .add(header)
                .add(blocks.finish(files, name));
    }

    /** Bits of values one after the other, the highest of each first. */
    private static final class BitStream {
        private final ByteBuffer out;
        private long bits;
        private int have;

        BitStream(ByteBuffer out) {
            this.out = out;
        }

        void put(long value, int width) {
            for (int left = width; left > 0; ) {
                int taken = Math.min(left, Byte.SIZE - have);
                bits = bits << taken | (value >>> (left - taken) & ((1 << taken) - 1));
                have += taken;
                left -= taken;
                if (have == Byte.SIZE) {
                    out.put((byte) bits);
                    bits = 0;
                    have = 0;
                }
            }
        }

        void end(boolean padded) {
            if (have > 0) {
                out.put((byte) (bits << (Byte.SIZE - have)));
                bits = 0;
                have = 0;
            }
            if (padded) {
                out.putInt(0);
            }
        }
    }
}
