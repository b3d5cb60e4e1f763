package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
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

    /** One run whose equal keys become one row; itself if no keys are equal and no inputs remain to be made objects. */
    static SortedRun group(BufferedRun run, RunColumns columns, Scratch scratch) throws IOException {
        if (run.firstOfEqual().cardinality() == run.rows() && !columns.hasObjects()) {
            return run;
        }
        return new MergedRun(
                List.of(run),
                columns,
                scratch,
                true,
                new MergedDictionary[columns.size()],
                MergeOrder.of(run, scratch));
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
        @Nullable MergedDictionary[] dictionaries = new MergedDictionary[columns.size()];
        for (int column = 0; column < columns.size(); column++) {
            if (columns.kind(column) == RunColumns.Kind.STRING) {
                dictionaries[column] = MergedDictionary.of(runs, column, scratch);
            }
        }
        int columnsInKey = columns.spec().rollup() ? columns.firstMetric() : columns.size();
        MergeOrder order = MergeOrder.merge(runs, columns, dictionaries, columnsInKey, grouped, scratch);
        return new MergedRun(runs, columns, scratch, grouped, dictionaries, order);
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
                ? new FoldedNumbers(inputs, NumberFold.of(columns.metric(column).kind(), scratch))
                : new FirstNumbers(inputs);
    }

    @Override
    public IdStream ids(int column) throws IOException {
        IdCursor[] inputs = new IdCursor[runs.size()];
        for (int i = 0; i < inputs.length; i++) {
            SortedRun run = runs.get(i);
            inputs[i] = new IdCursor(run.ids(column), run.hasLists(column), run.rows());
        }
        return new FirstIds(inputs, dictionaries[column]);
    }

    @Override
    public ValueStream values(int column) throws IOException {
        MergedDictionary dictionary = dictionaries[column];
        return dictionary == null ? runs.get(0).values(column) : dictionary.values();
    }

    @Override
    public int cardinality(int column) {
        MergedDictionary dictionary = dictionaries[column];
        return dictionary == null ? runs.get(0).cardinality(column) : dictionary.size();
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
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = runs.get(i).objects(column);
        }
        return grouped
                ? new FoldedObjects(
                        runs, inputs, order.cursor(), columns.metric(column).newFold(), scratch)
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

    /** Of each group, what its first row has. */
    private final class FirstNumbers implements NumberStream {
        private final NumberCursor[] inputs;
        private final MergeOrder.Cursor rows = order.cursor();

        FirstNumbers(NumberCursor... inputs) throws IOException {
            this.inputs = inputs;
        }

        @Override
        public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
            boolean any = false;
            for (int i = 0; i < count; i++) {
                NumberCursor input = inputs[rows.next()];
                input.next();
                bits[i] = input.bits();
                nulls[i] = input.isNull();
                any |= nulls[i];
                while (rows.continues()) {
                    inputs[rows.next()].next();
                }
            }
            return any;
        }
    }

    /** Of each group, the aggregate of its rows. */
    private final class FoldedNumbers implements NumberStream {
        private final NumberCursor[] inputs;
        private final NumberFold fold;
        private final MergeOrder.Cursor rows = order.cursor();

        FoldedNumbers(NumberCursor[] inputs, NumberFold fold) throws IOException {
            this.inputs = inputs;
            this.fold = fold;
        }

        @Override
        public boolean read(int count, long[] bits, boolean[] nulls) throws IOException {
            boolean any = false;
            for (int i = 0; i < count; i++) {
                NumberCursor input = inputs[rows.next()];
                input.next();
                boolean isNull = input.isNull();
                bits[i] = input.bits();
                if (rows.continues()) {
                    if (!isNull) {
                        fold.add(input.bits());
                    }
                    isNull &= !addRest();
                    bits[i] = isNull ? 0 : fold.take();
                }
                nulls[i] = isNull;
                any |= isNull;
            }
            return any;
        }

        private boolean addRest() throws IOException {
            boolean any = false;
            while (rows.continues()) {
                NumberCursor input = inputs[rows.next()];
                input.next();
                if (!input.isNull()) {
                    fold.add(input.bits());
                    any = true;
                }
            }
            return any;
        }
    }

    /** Of each group, what its first row has, by the ids of all runs. */
    private final class FirstIds implements IdStream {
        private final IdCursor[] inputs;
        private final @Nullable MergedDictionary dictionary;
        private final MergeOrder.Cursor rows = order.cursor();

        FirstIds(IdCursor[] inputs, @Nullable MergedDictionary dictionary) throws IOException {
            this.inputs = inputs;
            this.dictionary = dictionary;
        }

        private int idOf(int run, int id) {
            return dictionary == null ? id : dictionary.idOf(run, id);
        }

        private void skipRest() throws IOException {
            while (rows.continues()) {
                inputs[rows.next()].next();
            }
        }

        @Override
        public void read(int count, int[] into) throws IOException {
            for (int i = 0; i < count; i++) {
                int run = rows.next();
                inputs[run].next();
                into[i] = idOf(run, inputs[run].id(0));
                skipRest();
            }
        }

        @Override
        public void read(int count, MultiIds into) throws IOException {
            into.reserveRows(count);
            int end = 0;
            for (int i = 0; i < count; i++) {
                int run = rows.next();
                IdCursor input = inputs[run];
                input.next();
                int size = input.size();
                into.reserveIds(end + size);
                for (int k = 0; k < size; k++) {
                    into.ids()[end + k] = idOf(run, input.id(k));
                }
                end += size;
                into.offsets()[i + 1] = end;
                skipRest();
            }
        }
    }

    /** The objects of rows that are merged and not grouped. */
    private static final class MergedObjects implements ObjectStream {
        private final ObjectStream[] inputs;
        private final MergeOrder.Cursor rows;
        private @Nullable ObjectStream current;

        MergedObjects(ObjectStream[] inputs, MergeOrder.Cursor rows) {
            this.inputs = inputs;
            this.rows = rows;
        }

        @Override
        public void next() throws IOException {
            current = inputs[rows.next()];
            current.next();
        }

        private ObjectStream current() {
            return Objects.requireNonNull(current);
        }

        @Override
        public boolean isNull() {
            return current().isNull();
        }

        @Override
        public byte[] bytes() {
            return current().bytes();
        }

        @Override
        public int start() {
            return current().start();
        }

        @Override
        public int end() {
            return current().end();
        }
    }
}
