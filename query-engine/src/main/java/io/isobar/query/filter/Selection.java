package io.isobar.query.filter;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * What a filter leaves of a segment: the rows of a bitmap that a test then also accepts. Used in one run, in which
 * batches ascend.
 *
 * @param rows the candidates; null means every row
 * @param test what is still to be asked of them; null means nothing
 */
record Selection(
        @Nullable ImmutableRoaringBitmap rows, @Nullable BatchTest test) {
    static final Selection ALL = new Selection(null, null);
    static final Selection NONE = new Selection(new MutableRoaringBitmap(), null);

    static Selection of(ImmutableRoaringBitmap rows) {
        return new Selection(rows, null);
    }

    static Selection of(BatchTest test) {
        return new Selection(null, test);
    }

    static Selection of(boolean all) {
        return all ? ALL : NONE;
    }

    boolean isAll() {
        return rows == null && test == null;
    }

    boolean isNone() {
        return rows != null && rows.isEmpty();
    }

    /** The whole selection as a test, for filters that can't use the bitmap. */
    BatchTest asTest() {
        if (rows == null) {
            return test != null ? test : (batch, marks) -> Arrays.fill(marks, 0, batch.size(), true);
        }
        BatchTest byBitmap = new BitmapTest(rows);
        return test == null ? byBitmap : new AllOfTest(List.of(byBitmap, test));
    }
}
