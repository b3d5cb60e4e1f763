package io.isobar.query.filter;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.batch.IdVector;
import io.isobar.query.batch.NumericVector;
import io.isobar.query.batch.ObjectVector;
import io.isobar.query.error.QueryException;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.util.BitSet;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.roaringbitmap.buffer.BufferFastAggregation;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** Asks one column for values. A row with several values is true if one of them matches. */
final class ColumnFilter extends Filter {
    /**
     * One bitmap costs about as much as looking at this many rows' ids. With more ids than rows over this number it is
     * quicker to look at every row.
     */
    private static final int ROWS_PER_BITMAP = 8;

    private final String column;
    private final ValuePredicate predicate;

    ColumnFilter(String column, ValuePredicate predicate) {
        this.column = column;
        this.predicate = predicate;
    }

    @Override
    Selection select(BatchColumns columns, boolean orUnknown) {
        if (columns.virtual(column) != null) {
            return Selection.of(objects(columns.objects(column), orUnknown));
        }
        Column stored = columns.stored(column).orElse(null);
        boolean withNull = predicate.matchesNull() || orUnknown;
        if (stored == null) {
            return Selection.of(withNull);
        }
        if (stored instanceof StringColumn texts) {
            return texts(columns, texts, withNull);
        }
        if (stored instanceof NumericColumn numbers) {
            if (predicate instanceof NullPredicate) {
                return Selection.of(numbers.nulls());
            }
            return Selection.of(numbers(columns.numbers(column), withNull));
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Filter on column [%s] is not supported: it holds %s".formatted(column, BatchColumns.what(stored)));
    }

    @Override
    boolean matches(Row row, boolean orUnknown) {
        return predicate.matchesObject(row.value(column), orUnknown);
    }

    private Selection texts(BatchColumns columns, StringColumn texts, boolean withNull) {
        BitSet ids = predicate.ids(texts);
        int nullId = texts.idOf(null);
        if (nullId >= 0) {
            ids.set(nullId, withNull);
        }
        int count = ids.cardinality();
        if (count == 0) {
            return Selection.NONE;
        }
        if (count == texts.cardinality() && !texts.multiValue()) {
            return Selection.ALL;
        }
        if (texts.hasBitmaps() && (count <= ROWS_PER_BITMAP || count <= texts.rows() / ROWS_PER_BITMAP)) {
            return Selection.of(union(texts, ids));
        }
        IdVector vector = columns.ids(texts);
        return Selection.of(texts.multiValue() ? multi(vector, ids, withNull) : single(vector, ids));
    }

    private static ImmutableRoaringBitmap union(StringColumn texts, BitSet ids) {
        if (ids.cardinality() == 1) {
            return texts.bitmap(ids.nextSetBit(0));
        }
        IntStream each = ids.stream();
        Iterator<ImmutableRoaringBitmap> bitmaps = each.mapToObj(texts::bitmap).iterator();
        return BufferFastAggregation.naive_or(bitmaps);
    }

    private static BatchTest single(IdVector vector, BitSet ids) {
        return (batch, marks) -> {
            int[] rowIds = vector.ids(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = ids.get(rowIds[i]);
            }
        };
    }

    private static BatchTest multi(IdVector vector, BitSet ids, boolean withNull) {
        return (batch, marks) -> {
            MultiIds multi = vector.multi(batch);
            int[] offsets = multi.offsets();
            for (int i = 0; i < batch.size(); i++) {
                boolean any = withNull && offsets[i] == offsets[i + 1];
                for (int j = offsets[i]; j < offsets[i + 1] && !any; j++) {
                    any = ids.get(multi.ids()[j]);
                }
                marks[i] = any;
            }
        };
    }

    private BatchTest numbers(NumericVector vector, boolean withNull) {
        BatchTest test = vector.type() == ValueType.LONG
                ? longs(vector)
                : vector.type() == ValueType.FLOAT ? floats(vector) : doubles(vector);
        return (batch, marks) -> {
            test.mark(batch, marks);
            boolean[] nulls = vector.nulls(batch);
            if (nulls != null) {
                for (int i = 0; i < batch.size(); i++) {
                    marks[i] = nulls[i] ? withNull : marks[i];
                }
            }
        };
    }

    private BatchTest longs(NumericVector vector) {
        return (batch, marks) -> {
            long[] values = vector.longs(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = predicate.matches(values[i]);
            }
        };
    }

    private BatchTest doubles(NumericVector vector) {
        return (batch, marks) -> {
            double[] values = vector.doubles(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = predicate.matches(values[i]);
            }
        };
    }

    private BatchTest floats(NumericVector vector) {
        return (batch, marks) -> {
            double[] values = vector.doubles(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = predicate.matchesFloat((float) values[i]);
            }
        };
    }

    private BatchTest objects(ObjectVector vector, boolean orUnknown) {
        return (batch, marks) -> {
            Object[] values = vector.values(batch);
            for (int i = 0; i < batch.size(); i++) {
                marks[i] = predicate.matchesObject(values[i], orUnknown);
            }
        };
    }
}
