package io.isobar.query.batch;

import io.isobar.segment.column.NumericColumn;
import java.util.Arrays;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A numeric column of the segment. */
final class StoredNumbers extends NumericVector {
    private final NumericColumn.Reader reader;
    private final ImmutableRoaringBitmap nullRows;
    private final boolean hasNulls;

    StoredNumbers(NumericColumn column) {
        super(column.type());
        reader = column.reader();
        nullRows = column.nulls();
        hasNulls = !nullRows.isEmpty();
    }

    @Override
    void readLongs(RowBatch batch, long[] into) {
        if (batch.contiguous()) {
            reader.longs(batch.rows()[0], batch.size(), into);
        } else {
            reader.longs(batch.rows(), batch.size(), into);
        }
    }

    @Override
    void readDoubles(RowBatch batch, double[] into) {
        if (batch.contiguous()) {
            reader.doubles(batch.rows()[0], batch.size(), into);
        } else {
            reader.doubles(batch.rows(), batch.size(), into);
        }
    }

    @Override
    boolean readNulls(RowBatch batch, boolean[] into) {
        if (!hasNulls || batch.size() == 0) {
            return false;
        }
        int[] rows = batch.rows();
        PeekableIntIterator next = nullRows.getIntIterator();
        next.advanceIfNeeded(rows[0]);
        Arrays.fill(into, 0, batch.size(), false);
        return batch.contiguous()
                ? markRange(next, rows[0], batch.size(), into)
                : markRows(next, rows, batch.size(), into);
    }

    private static boolean markRange(PeekableIntIterator next, int first, int count, boolean[] into) {
        boolean any = false;
        while (next.hasNext()) {
            int place = next.next() - first;
            if (place >= count) {
                break;
            }
            into[place] = true;
            any = true;
        }
        return any;
    }

    private static boolean markRows(PeekableIntIterator next, int[] rows, int count, boolean[] into) {
        boolean any = false;
        for (int i = 0; i < count && next.hasNext(); i++) {
            next.advanceIfNeeded(rows[i]);
            if (next.hasNext() && next.peekNext() == rows[i]) {
                into[i] = true;
                any = true;
            }
        }
        return any;
    }
}
