package io.isobar.query.batch;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.StringColumn;

/** A string column as ids of its dictionary, one batch at a time. */
public final class IdVector {
    private final StringColumn column;
    private final StringColumn.Reader reader;
    private final int[] ids = new int[RowBatch.SIZE];
    private final MultiIds multi = new MultiIds();
    private long idsOf = -1;
    private long multiOf = -1;

    IdVector(StringColumn column) {
        this.column = column;
        this.reader = column.reader();
    }

    /** The column. */
    public StringColumn column() {
        return column;
    }

    /** One id per row of the batch; for columns of single values. */
    public int[] ids(RowBatch batch) {
        if (idsOf != batch.generation()) {
            if (batch.contiguous()) {
                reader.ids(batch.rows()[0], batch.size(), ids);
            } else {
                reader.ids(batch.rows(), batch.size(), ids);
            }
            idsOf = batch.generation();
        }
        return ids;
    }

    /** The ids of each row of the batch. */
    public MultiIds multi(RowBatch batch) {
        if (multiOf != batch.generation()) {
            reader.multi(batch.rows(), batch.size(), multi);
            multiOf = batch.generation();
        }
        return multi;
    }
}
