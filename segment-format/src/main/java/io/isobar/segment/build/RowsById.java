package io.isobar.segment.build;

import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.bitmap.RowSetWriter;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInput;
import io.isobar.segment.scratch.ScratchInts;
import io.isobar.segment.scratch.ScratchOutput;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;

/**
 * Finds the rows of each id, and makes bitmaps of them. Rows are sorted by id, by counting, beside the heap; so one bitmap at
 * a time is on it, however many ids there are. For one thread.
 */
final class RowsById {
    /** Marks the last id of a row. */
    private static final int LAST = Integer.MIN_VALUE;

    private final Scratch scratch;
    private final int cardinality;
    private final ScratchInts ends;
    private final ScratchOutput ids;
    private long total;

    /** Of ids below {@code cardinality}; if there are none, nothing is kept. */
    RowsById(Scratch scratch, int cardinality) throws IOException {
        this.scratch = scratch;
        this.cardinality = cardinality;
        this.ends = scratch.ints(cardinality + 1L);
        this.ids = scratch.output();
    }

    /** Adds a row of one id. */
    void addOnly(int id) throws IOException {
        if (cardinality > 0) {
            count(id | LAST);
        }
    }

    /** Adds a row of any number of ids; one without any counts to the first, which is null's. */
    void add(int[] row, int size) throws IOException {
        if (size == 0) {
            addOnly(0);
            return;
        }
        for (int i = 0; i < size && cardinality > 0; i++) {
            count(i == size - 1 ? row[i] | LAST : row[i]);
        }
    }

    private void count(int marked) throws IOException {
        int id = marked & ~LAST;
        ids.writeInt(marked);
        ends.set(id + 1L, ends.get(id + 1L) + 1);
        total++;
    }

    /** The list of bitmaps, by id; in {@code files} of its own if it is too large for one. */
    Pieces bitmaps(String name, BitmapFormat format, FileSink files) throws IOException {
        String what = "Column [%s]".formatted(name);
        if (total > Integer.MAX_VALUE) {
            throw new IOException("%s has [%d] values, too many for one segment: split it into more partitions"
                    .formatted(what, total));
        }
        for (int id = 0; id < cardinality; id++) {
            ends.set(id + 1L, ends.get(id) + ends.get(id + 1L));
        }
        ScratchInts rows = sorted();
        GenericIndexedWriter bitmaps = new GenericIndexedWriter(scratch, what);
        RowSetWriter set = RowSetWriter.of(format);
        int start = 0;
        for (int id = 0; id < cardinality; id++) {
            int end = ends.get(id);
            int last = -1;
            for (int i = start; i < end; i++) {
                int row = rows.get(i);
                if (row != last) {
                    set.add(row);
                    last = row;
                }
            }
            int length = set.end();
            bitmaps.add(set.bytes(), 0, length);
            start = end;
        }
        return bitmaps.finish(false, files, name + ".inverted");
    }

    /** All rows by id; where an id's rows began, they then end. */
    private ScratchInts sorted() throws IOException {
        ScratchInts rows = scratch.ints(total);
        ScratchInput in = ids.input();
        int row = 0;
        for (long i = 0; i < total; i++) {
            int marked = in.readInt();
            int id = marked & ~LAST;
            int place = ends.get(id);
            rows.set(place, row);
            ends.set(id, place + 1);
            row += marked < 0 ? 1 : 0;
        }
        ids.discard();
        return rows;
    }
}
