package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several runs as one: rows of equal keys become one where the merge is grouped. Nothing is kept of the rows but the {@link
 * MergeOrder}; each column is merged when it is asked for.
 */
final class MergedRun implements SortedRun {
    private final List<? extends SortedRun> runs;
    private final RunColumns columns;
    private final Scratch scratch;
    private final boolean grouped;
    private final @Nullable MergedDictionary[] dictionaries;
    private final MergeOrder order;

    private MergedRun(
            List<? extends SortedRun> runs,
            RunColumns columns,
            Scratch scratch,
            boolean grouped,
            @Nullable MergedDictionary[] dictionaries,
            MergeOrder order) {
        this.runs = List.copyOf(runs);
        this.columns = columns;
        this.scratch = scratch;
        this.grouped = grouped;
        this.dictionaries = dictionaries;
        this.order = order;
    }

    /**
     * Runs side by side.
     *
     * @param grouped whether equal keys become one row; else they stay as many, in the order of their metrics if these are
     *     aggregated
     * @throws UnsortedRunException if a run isn't in the order of the columns
     */
    static MergedRun merge(List<? extends SortedRun> runs, RunColumns columns, boolean grouped, Scratch scratch)
            throws IOException, UnsortedRunException {
        @Nullable MergedDictionary[] dictionaries = dictionaries(runs, columns, scratch);
        int columnsInKey = columns.spec().rollup() ? columns.firstMetric() : columns.size();
        MergeOrder order = MergeOrder.merge(runs, columns, dictionaries, columnsInKey, grouped, scratch);
        return new MergedRun(runs, columns, scratch, grouped, dictionaries, order);
    }

    /** Runs one after another, where each begins with a greater key than the one before it ends with, and all are aggregated. */
    static MergedRun concatenate(List<? extends SortedRun> runs, RunColumns columns, Scratch scratch)
            throws IOException {
        MergeOrder order = MergeOrder.oneAfterAnother(runs, scratch);
        return new MergedRun(runs, columns, scratch, false, dictionaries(runs, columns, scratch), order);
    }

    private static @Nullable MergedDictionary[] dictionaries(
            List<? extends SortedRun> runs, RunColumns columns, Scratch scratch) throws IOException {
        @Nullable MergedDictionary[] dictionaries = new MergedDictionary[columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            if (columns.kind(column) == RunColumns.Kind.STRING) {
                dictionaries[column] = MergedDictionary.of(runs, column, scratch);
            }
        }
        return dictionaries;
    }

    @Override
    public long rows() {
        return order.groups();
    }

    @Override
    public long minTime() {
        return runs.stream().mapToLong(SortedRun::minTime).min().orElseThrow();
    }

    @Override
    public long maxTime() {
        return runs.stream().mapToLong(SortedRun::maxTime).max().orElseThrow();
    }

    @Override
    public boolean aggregated() {
        return grouped || runs.stream().allMatch(SortedRun::aggregated);
    }

    @Override
    public NumberStream numbers(int column) throws IOException {
        NumberCursor[] inputs = new NumberCursor[runs.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] =
                    new NumberCursor(runs.get(i).numbers(column), runs.get(i).rows());
        }
        return grouped && columns.isMetric(column)
                ? new FoldedNumbers(
                        inputs,
                        order.cursor(),
                        NumberFold.of(columns.metric(column).kind(), scratch))
                : new FirstNumbers(inputs, order.cursor());
    }

    @Override
    public IdStream ids(int column) throws IOException {
        IdCursor[] inputs = new IdCursor[runs.size()];
        for (int i = 0; i < inputs.length; i++) {
            SortedRun run = runs.get(i);
            inputs[i] = new IdCursor(run.ids(column), run.hasLists(column), run.rows());
        }
        return new FirstIds(inputs, order.cursor(), dictionary(column));
    }

    private MergedDictionary dictionary(int column) {
        return Objects.requireNonNull(dictionaries[column]);
    }

    @Override
    public ValueStream values(int column) throws IOException {
        return dictionary(column).values();
    }

    @Override
    public int cardinality(int column) {
        return dictionary(column).size();
    }

    @Override
    public boolean hasNull(int column) {
        return runs.stream().anyMatch(run -> run.hasNull(column));
    }

    @Override
    public boolean hasLists(int column) {
        return runs.stream().anyMatch(run -> run.hasLists(column));
    }

    @Override
    public boolean hasSeveral(int column) {
        return runs.stream().anyMatch(run -> run.hasSeveral(column));
    }

    @Override
    public ObjectStream objects(int column) throws IOException {
        ObjectStream[] inputs = new ObjectStream[runs.size()];
        boolean[] aggregated = new boolean[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = runs.get(i).objects(column);
            aggregated[i] = runs.get(i).aggregated();
        }
        return grouped
                ? new FoldedObjects(
                        aggregated,
                        inputs,
                        order.cursor(),
                        columns.metric(column).newFold(),
                        scratch)
                : new MergedObjects(inputs, order.cursor());
    }

    /** Frees what the merge holds, and the runs. */
    @Override
    public void close() throws IOException {
        order.close();
        for (MergedDictionary dictionary : dictionaries) {
            if (dictionary != null) {
                dictionary.close();
            }
        }
        for (SortedRun run : runs) {
            run.close();
        }
    }
}
