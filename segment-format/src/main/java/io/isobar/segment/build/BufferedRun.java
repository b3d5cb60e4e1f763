package io.isobar.segment.build;

import java.util.BitSet;

/** The sorted rows of a {@link RowBuffer}. */
final class BufferedRun implements SortedRun {
    private final RowBuffer buffer;
    private final SortKey.Sorted sorted;

    BufferedRun(RowBuffer buffer, SortKey.Sorted sorted) {
        this.buffer = buffer;
        this.sorted = sorted;
    }

    /** By place, whether the row has another key than the one before it. */
    BitSet firstOfEqual() {
        return sorted.firstOfEqual();
    }

    /** The rows at the first {@code count} of {@code places}, which are of different keys. */
    BufferedRun only(int[] places, int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = sorted.rows()[places[i]];
        }
        BitSet different = new BitSet(count);
        different.set(0, count);
        return new BufferedRun(buffer, new SortKey.Sorted(rows, different));
    }

    @Override
    public long rows() {
        return sorted.rows().length;
    }

    @Override
    public long minTime() {
        return buffer.numbers(RunColumns.TIME).get(sorted.rows()[0]);
    }

    @Override
    public long maxTime() {
        return buffer.numbers(RunColumns.TIME).get(sorted.rows()[sorted.rows().length - 1]);
    }

    @Override
    public boolean aggregated() {
        return !buffer.columns().spec().rollup();
    }

    @Override
    public NumberStream numbers(int column) {
        return buffer.numbers(column).stream(sorted.rows());
    }

    @Override
    public IdStream ids(int column) {
        return buffer.strings(column).stream(sorted.rows());
    }

    @Override
    public ValueStream values(int column) {
        return buffer.strings(column).values();
    }

    @Override
    public int cardinality(int column) {
        return buffer.strings(column).cardinality();
    }

    @Override
    public boolean hasNull(int column) {
        return buffer.strings(column).hasNull();
    }

    @Override
    public boolean hasLists(int column) {
        return buffer.strings(column).hasLists();
    }

    @Override
    public boolean hasSeveral(int column) {
        return buffer.strings(column).hasSeveral();
    }

    @Override
    public ObjectStream objects(int column) {
        return buffer.objects(column).stream(sorted.rows());
    }

    @Override
    public void close() {
        // What it holds is on the heap.
    }
}
