package io.isobar.segment.build;

import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInts;
import java.io.IOException;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Writes a bitmap of rows for each id. Rows are first sorted by id, by counting, beside the heap; so one bitmap at a time
 * is on it, however many ids there are.
 */
final class BitmapsWriter {
    private final Scratch scratch;
    private final BitmapFormat format;
    private final int cardinality;
    private final GenericIndexedWriter bitmaps;

    BitmapsWriter(Scratch scratch, String what, BitmapFormat format, int cardinality) {
        this.scratch = scratch;
        this.format = format;
        this.cardinality = cardinality;
        this.bitmaps = new GenericIndexedWriter(scratch, what);
    }

    Pieces write(RowSpool spool, ScratchInts finalIds) throws IOException {
        // ends[id + 1] counts, then says where the rows of an id begin, and after the second pass where they end
        ScratchInts ends = scratch.ints(cardinality + 1L);
        long[] total = {0};
        spool.forEachRow(finalIds, (row, values, count) -> {
            for (int i = 0; i < Math.max(1, count); i++) {
                int id = count == 0 ? 0 : values[i];
                ends.set(id + 1L, ends.get(id + 1L) + 1);
                total[0]++;
            }
        });
        if (total[0] > Integer.MAX_VALUE) {
            throw new IOException("A column has [%d] values, too many for one segment: split it into more partitions"
                    .formatted(total[0]));
        }
        for (int id = 0; id < cardinality; id++) {
            ends.set(id + 1L, ends.get(id) + ends.get(id + 1L));
        }
        ScratchInts rows = scratch.ints(total[0]);
        spool.forEachRow(finalIds, (row, values, count) -> {
            for (int i = 0; i < Math.max(1, count); i++) {
                int id = count == 0 ? 0 : values[i];
                rows.set(ends.get(id), row);
                ends.set(id, ends.get(id) + 1);
            }
        });
        int start = 0;
        for (int id = 0; id < cardinality; id++) {
            int end = ends.get(id);
            bitmaps.add(bitmap(rows, start, end));
            start = end;
        }
        return bitmaps.finish(false);
    }

    private byte[] bitmap(ScratchInts rows, int start, int end) {
        if (end - start == 1) {
            return format.write(rows.get(start));
        }
        MutableRoaringBitmap bitmap = new MutableRoaringBitmap();
        for (int i = start; i < end; i++) {
            bitmap.add(rows.get(i));
        }
        return format.write(bitmap);
    }
}
