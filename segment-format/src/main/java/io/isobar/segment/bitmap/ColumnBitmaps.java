package io.isobar.segment.bitmap;

import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.smoosh.Region;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/**
 * A column's bitmaps, a {@link GenericIndexed} with one per id of its dictionary; an id that no row has, has no bytes. Each
 * is checked once, when it is first read. Safe for many threads.
 */
public final class ColumnBitmaps {
    private final GenericIndexed bitmaps;
    private final BitmapFormat format;
    private final int rows;
    private final AtomicIntegerArray checked;

    /** The bitmaps of a column of {@code rows} rows. */
    public ColumnBitmaps(GenericIndexed bitmaps, BitmapFormat format, int rows) {
        this.bitmaps = bitmaps;
        this.format = format;
        this.rows = rows;
        this.checked = new AtomicIntegerArray((bitmaps.size() + 31) / 32);
    }

    /** How many there are. */
    public int size() {
        return bitmaps.size();
    }

    /** The rows of one id. */
    public ImmutableRoaringBitmap bitmap(int id) {
        int end = bitmaps.end(id);
        int start = bitmaps.start(id);
        Region bytes = bitmaps.region(id).slice(start, end - start, "a bitmap");
        int bit = 1 << id;
        boolean known = (checked.getPlain(id >>> 5) & bit) != 0;
        ImmutableRoaringBitmap bitmap = format.read(bytes, rows, known);
        if (!known) {
            checked.getAndUpdate(id >>> 5, bits -> bits | bit);
        }
        return bitmap;
    }
}
