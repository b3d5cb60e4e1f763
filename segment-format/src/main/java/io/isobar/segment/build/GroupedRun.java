package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.util.BitSet;

/** The sorted rows of a buffer, of which those of equal keys become one. */
final class GroupedRun implements SortedRun {
    private final RunColumns columns;
    private final Scratch scratch;
    /** All rows, whose metrics are aggregated. */
    private final BufferedRun all;
    /** Of each group the first row, which has its key. */
    private final BufferedRun firsts;
    /** Where each group begins among all rows, and one more. */
    private final int[] starts;

    private GroupedRun(RunColumns columns, Scratch scratch, BufferedRun all, BufferedRun firsts, int... starts) {
        this.columns = columns;
        this.scratch = scratch;
        this.all = all;
        this.firsts = firsts;
        this.starts = starts;
    }

    /** Groups a run; it stays itself if no keys are equal and no inputs remain to be made objects. */
    static SortedRun of(BufferedRun run, RunColumns columns, Scratch scratch) {
        BitSet first = run.firstOfEqual();
        int groups = first.cardinality();
        if (groups == run.rows() && !columns.hasObjects()) {
            return run;
        }
        int[] starts = new int[groups + 1];
        int group = 0;
        for (int row = first.nextSetBit(0); row >= 0; row = first.nextSetBit(row + 1)) {
            starts[group++] = row;
        }
        starts[groups] = (int) run.rows();
        return new GroupedRun(columns, scratch, run, run.only(starts, groups), starts);
    }

    @Override
    public long rows() {
        return firsts.rows();
    }

    @Override
    public long minTime() {
        return firsts.minTime();
    }

    @Override
    public long maxTime() {
        return firsts.maxTime();
    }

    @Override
    public boolean aggregated() {
        return true;
    }

    @Override
    public NumberStream numbers(int column) {
        return columns.isMetric(column)
                ? new GroupedNumbers(
                        all.numbers(column),
                        starts,
                        NumberFold.of(columns.metric(column).kind(), scratch))
                : firsts.numbers(column);
    }

    @Override
    public IdStream ids(int column) {
        return firsts.ids(column);
    }

    @Override
    public ValueStream values(int column) {
        return firsts.values(column);
    }

    @Override
    public int cardinality(int column) {
        return firsts.cardinality(column);
    }

    @Override
    public boolean hasNull(int column) {
        return firsts.hasNull(column);
    }

    @Override
    public boolean hasLists(int column) {
        return firsts.hasLists(column);
    }

    @Override
    public boolean hasSeveral(int column) {
        return firsts.hasSeveral(column);
    }

    @Override
    public ObjectStream objects(int column) {
        return new FoldedObjects(
                new boolean[] {all.aggregated()},
                new ObjectStream[] {all.objects(column)},
                new GroupedRows(starts),
                columns.metric(column).newFold(),
                scratch);
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
