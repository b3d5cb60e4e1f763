package io.isobar.segment.codec;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes {@link IdLists}: version 3, or version 1 if uncompressed. */
public final class IdListsWriter {
    private static final byte PLAIN = 1;
    private static final byte COMPRESSED = 3;

    private final String what;
    private final boolean compressed;
    private final int width;
    private final PackedIntsWriter offsets;
    private final PackedIntsWriter ids;
    private final ScratchOutput plainEnds;
    private final ScratchOutput plainIds;
    private int rows;
    private int total;

    /** A writer of ids below or at {@code cardinality}. */
    public IdListsWriter(Scratch scratch, String what, Compression compression, int cardinality) throws IOException {
        this.what = what;
        this.compressed = compression != Compression.UNCOMPRESSED;
        this.width = PackedIntsWriter.width(cardinality);
        this.offsets = PackedIntsWriter.offsets(scratch, what, compression);
        this.ids = PackedIntsWriter.ids(scratch, what, compression, cardinality);
        this.plainEnds = scratch.output();
        this.plainIds = scratch.output();
        offsets.add(0);
    }

    /** Appends the first {@code count} of {@code row} as one row. */
    public void add(int[] row, int count) throws IOException {
        if (total > Integer.MAX_VALUE / Integer.BYTES - count) {
            throw new IOException(
                    "%s has too many values for one segment: split it into more partitions".formatted(what));
        }
        total += count;
        for (int i = 0; i < count; i++) {
            if (compressed) {
                ids.add(row[i]);
            } else {
                PackedIntsWriter.putPlain(plainIds, row[i], width);
            }
        }
        if (compressed) {
            offsets.add(total);
        } else {
            plainEnds.writeInt(total * width);
        }
        rows++;
    }

    /** The section of lists. */
    public Pieces finish() throws IOException {
        return section(null, "");
    }

    /**
     * The same; a list that has no room in one file goes into several of {@code files}, called by {@code name} with {@code
     * .offsets} and {@code .values}.
     */
    public Pieces finish(FileSink files, String name) throws IOException {
        return section(files, name);
    }

    private Pieces section(@Nullable FileSink files, String name) throws IOException {
        if (compressed) {
            return new Pieces()
                    .int8(COMPRESSED)
                    .add(offsets.section(files, name + ".offsets"))
                    .add(ids.section(files, name + ".values"));
        }
        plainIds.write(new byte[Integer.BYTES - width]);
        Pieces lists = new Pieces().int32(rows).add(plainEnds).add(plainIds);
        return new Pieces().int8(PLAIN).int8(width).int32(lists.intSize(what)).add(lists);
    }
}
