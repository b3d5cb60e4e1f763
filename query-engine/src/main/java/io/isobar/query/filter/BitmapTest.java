package io.isobar.query.filter;

import io.isobar.query.batch.RowBatch;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** Accepts the rows of a bitmap. */
final class BitmapTest implements BatchTest {
    private final ImmutableRoaringBitmap rows;

    BitmapTest(ImmutableRoaringBitmap rows) {
        this.rows = rows;
    }

    @Override
    public void mark(RowBatch batch, boolean[] marks) {
        PeekableIntIterator next = rows.getIntIterator();
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.rows()[i];
            next.advanceIfNeeded(row);
            marks[i] = next.hasNext() && next.peekNext() == row;
        }
    }
}
