package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import io.isobar.segment.sketch.ComplexFold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows on the heap, column by column, in the order in which they came. With rollup, metrics are kept as the rows brought
 * them, since sums of fractions are added up when all rows are known; without, as a segment stores them. For one thread.
 */
final class RowBuffer {
    /** What sorting takes for a row: two times a word and a number. */
    private static final int SORT_BYTES = 2 * (Long.BYTES + Integer.BYTES);

    /** What rows take that come in order: their number, and where their group begins. */
    private static final int ORDER_BYTES = 2 * Integer.BYTES;

    private static final int LEAST_CHUNK_SHIFT = 5;
    private static final int MOST_CHUNK_SHIFT = 13;
    private static final int CHUNKS_IN_BUDGET = 32;

    private final RunColumns columns;
    private final HeapMeter heap = new HeapMeter();
    private final @Nullable NumberBuffer[] numbers;
    private final @Nullable IdBuffer[] ids;
    private final @Nullable ObjectBuffer[] objects;
    private final @Nullable ComplexFold[] folds;
    private final boolean[] sumsFractions;
    private final ValueType[] types;
    private final boolean inOrder;
    private final BitSet firstOfEqual = new BitSet();
    private int rows;

    /**
     * A buffer that is going to hold about {@code budgetBytes}.
     *
     * @param inOrder whether rows come as the segment is going to have them, so that they need not be sorted: only with rollup,
     *     as without it metrics order rows of equal keys
     */
    RowBuffer(RunColumns columns, long budgetBytes, boolean inOrder) {
        this.columns = columns;
        this.inOrder = inOrder;
        this.numbers = new NumberBuffer[columns.size()];
        this.ids = new IdBuffer[columns.size()];
        this.objects = new ObjectBuffer[columns.size()];
        this.folds = new ComplexFold[columns.size()];
        long rowsInChunk = budgetBytes / CHUNKS_IN_BUDGET / Long.BYTES / columns.size();
        int shift = Math.max(
                LEAST_CHUNK_SHIFT,
                Math.min(MOST_CHUNK_SHIFT, Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, rowsInChunk))));
        this.sumsFractions = new boolean[columns.size()];
        this.types = new ValueType[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            sumsFractions[i] = columns.sumsFractions(i);
            types[i] = columns.type(i);
            switch (columns.kind(i)) {
                case NUMBER -> numbers[i] = new NumberBuffer(heap, shift, columns.type(i));
                case STRING -> ids[i] = new IdBuffer(heap, shift);
                case OBJECT -> {
                    objects[i] = new ObjectBuffer(heap, shift);
                    folds[i] = columns.metric(i).newFold();
                }
            }
        }
    }

    /**
     * Adds a row.
     *
     * @param time the row's own time, before it was truncated
     * @param beginsKey of rows in order, whether it has another key than the one before
     * @throws IllegalArgumentException naming the metric whose input cannot be aggregated; the buffer is of no use then
     */
    void add(long time, BuildRow shaped, boolean beginsKey) {
        if (beginsKey || rows == 0) {
            firstOfEqual.set(rows);
        }
        number(RunColumns.TIME).add(shaped.timestamp());
        Object[] dimensions = shaped.dimensions();
        for (int i = 0; i < dimensions.length; i++) {
            IdBuffer strings = ids[i + 1];
            if (strings != null) {
                strings.add(dimensions[i]);
            } else {
                addNumber(i + 1, dimensions[i]);
            }
        }
        Object[] metrics = shaped.metrics();
        for (int i = 0; i < metrics.length; i++) {
            int column = columns.firstMetric() + i;
            try {
                addMetric(column, time, metrics[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Metric [%s]: %s".formatted(columns.name(column), e.getMessage()), e);
            }
        }
        rows++;
        heap.take(inOrder ? ORDER_BYTES : SORT_BYTES);
    }

    private void addNumber(int column, @Nullable Object value) {
        if (value instanceof Double exact && types[column] == ValueType.DOUBLE) {
            // The usual cases first, without another object.
            addBits(column, Double.doubleToLongBits(exact));
            return;
        }
        if (value instanceof Long exact && types[column] == ValueType.LONG) {
            addBits(column, exact);
            return;
        }
        Long bits = Bits.of(types[column], value);
        if (bits == null) {
            number(column).addNull();
        } else {
            addBits(column, bits);
        }
    }

    private void addBits(int column, long bits) {
        number(column).add(sumsFractions[column] ? Bits.withoutNegativeZero(types[column], bits) : bits);
    }

    private void addMetric(int column, long time, @Nullable Object input) {
        Metric.Kind kind = columns.metric(column).kind();
        ComplexFold fold = folds[column];
        if (fold != null) {
            byte[] encoded = fold.encode(time, input);
            if (!columns.spec().rollup()) {
                if (encoded != null) {
                    fold.fold(encoded, 0, encoded.length);
                }
                encoded = fold.take();
            }
            Objects.requireNonNull(objects[column]).add(encoded);
        } else if (kind == Metric.Kind.COUNT) {
            number(column).add(1);
        } else {
            addNumber(column, input);
        }
    }

    private NumberBuffer number(int column) {
        return Objects.requireNonNull(numbers[column]);
    }

    int rows() {
        return rows;
    }

    /** What it takes on the heap, with what sorting it is going to take. */
    long heapBytes() {
        return heap.bytes();
    }

    /** The rows in the order of the segment to be, one for each that came; the buffer takes no more. */
    BufferedRun sorted() {
        if (inOrder) {
            return new BufferedRun(this, SortKey.Sorted.already(rows, firstOfEqual));
        }
        SortKey key = new SortKey();
        List<ObjectBuffer> last = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.isMetric(i) && columns.spec().rollup()) {
                break;
            }
            NumberBuffer column = numbers[i];
            IdBuffer strings = ids[i];
            if (column != null) {
                column.addTo(key);
            } else if (strings != null) {
                strings.addTo(key);
            } else {
                last.add(Objects.requireNonNull(objects[i]));
            }
        }
        if (!last.isEmpty()) {
            key.addLast((a, b) -> compare(last, a, b));
        }
        return new BufferedRun(this, key.sort(rows));
    }

    private static int compare(List<ObjectBuffer> columns, int a, int b) {
        int order = 0;
        for (int i = 0; order == 0 && i < columns.size(); i++) {
            order = columns.get(i).compare(a, b);
        }
        return order;
    }

    RunColumns columns() {
        return columns;
    }

    NumberBuffer numbers(int column) {
        return number(column);
    }

    IdBuffer strings(int column) {
        return Objects.requireNonNull(ids[column]);
    }

    ObjectBuffer objects(int column) {
        return Objects.requireNonNull(objects[column]);
    }
}
