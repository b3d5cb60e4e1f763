package io.isobar.query.group;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.RowBatch;
import io.isobar.query.error.QueryException;
import io.isobar.query.values.Values;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;

/** A dimension of a segment's rows as codes: small numbers that are equal where the values are. */
abstract class KeyColumn {
    /** That there may be any number of codes. */
    static final int UNKNOWN = -1;

    private final int cardinality;
    private final boolean multiValue;

    KeyColumn(int cardinality, boolean multiValue) {
        this.cardinality = cardinality;
        this.multiValue = multiValue;
    }

    static KeyColumn open(DimensionSpec spec, BatchColumns columns) {
        if (columns.virtual(spec.column()) != null) {
            return new ObjectKey(columns.objects(spec.column()));
        }
        Column stored = columns.stored(spec.column()).orElse(null);
        if (stored == null) {
            return new NullKey();
        }
        if (stored instanceof StringColumn texts) {
            return new TextKey(columns.ids(texts));
        }
        if (stored instanceof NumericColumn) {
            return new NumberKey(columns.numbers(spec.column()));
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Dimension [%s] can't be grouped by: it holds %s".formatted(spec.column(), BatchColumns.what(stored)));
    }

    /** Codes are less than this; or {@link #UNKNOWN}. */
    final int cardinality() {
        return cardinality;
    }

    /** Whether rows may have several codes: then {@link #multi} is to be used, otherwise {@link #codes}. */
    final boolean multiValue() {
        return multiValue;
    }

    /** One code per row of the batch. */
    int[] codes(RowBatch batch) {
        throw new UnsupportedOperationException("Rows may have several codes");
    }

    /** The codes of each row of the batch. */
    MultiIds multi(RowBatch batch) {
        throw new UnsupportedOperationException("Rows have one code each");
    }

    /** The code of rows without any. */
    int nullCode() {
        return 0;
    }

    /** The values of the first {@code count} codes, in the column's own type. */
    abstract Values values(int[] codes, int count);
}
