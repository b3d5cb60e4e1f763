package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a build; when they become many, some become one, so that no merge has too many. Runs of rows that came in order,
 * cut between keys, are only put one after another. For one thread.
 */
final class RunStack {
    private static final int MOST_RUNS = 64;
    private static final int LEAST_RUNS = 8;
    /** Each column of each run has a buffer while runs are merged. */
    private static final int MOST_BUFFERS = 2048;

    private final RunColumns columns;
    private final Scratch scratch;
    private final int most;
    private final List<SortedRun> runs = new ArrayList<>();
    private boolean inOrder;

    /** No runs yet; {@code inOrder} tells that rows come in their order. */
    RunStack(RunColumns columns, Scratch scratch, boolean inOrder) {
        this.inOrder = inOrder;
        this.columns = columns;
        this.scratch = scratch;
        this.most = Math.max(LEAST_RUNS, Math.min(MOST_RUNS, MOST_BUFFERS / columns.size()));
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /**
     * Keeps a buffer's rows in a scratch file.
     *
     * @param complete whether no row of their keys is in another buffer, so that with rollup keys become rows already
     */
    void spill(RowBuffer buffer, boolean complete) throws IOException {
        if (buffer.rows() == 0) {
            return;
        }
        inOrder &= complete;
        BufferedRun sorted = buffer.sorted();
        boolean grouped = columns.spec().rollup() && (complete || columns.aggregatesExactly());
        SortedRun run = grouped ? GroupedRun.of(sorted, columns, scratch) : sorted;
        add(RunSpill.write(run, columns, scratch));
        run.close();
    }

    private void add(SortedRun run) throws IOException {
        runs.add(run);
        if (runs.size() == most) {
            boolean grouped = columns.spec().rollup() && columns.aggregatesExactly();
            try (SortedRun merged = inOrder ? oneAfterAnother() : merge(grouped)) {
                runs.clear();
                runs.add(RunSpill.write(merged, columns, scratch));
            }
        }
    }

    private MergedRun oneAfterAnother() throws IOException {
        return MergedRun.concatenate(runs, columns, scratch);
    }

    private MergedRun merge(boolean grouped) throws IOException {
        try {
            return MergedRun.merge(runs, columns, grouped, scratch);
        } catch (UnsortedRunException e) {
            throw new IllegalStateException("A run that was sorted is not in order", e);
        }
    }

    /** All rows as they are to be written; of equal keys one if rows are rolled up. */
    SortedRun merged() throws IOException {
        return inOrder ? oneAfterAnother() : merge(columns.spec().rollup());
    }
}
