package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Builds a segment from rows in any order; the same rows give the same bytes, whatever their order.
 *
 * <p>Rows wait on the heap, column by column. When they take more than the budget they are sorted and go to a scratch file;
 * at the end all that was sorted is merged. For one thread.
 */
public final class SegmentBuilder implements Closeable {
    private final RunColumns columns;
    private final RowShape shape;
    private final long heapBudgetBytes;
    private final Scratch scratch;
    private final RunStack runs;
    private final boolean inOrder;
    private final int threads;
    private RowBuffer buffer;
    private long rowsIn;
    private boolean written;

    /** A builder that keeps about {@code heapBudgetBytes} of rows on the heap and the rest in files below {@code scratch}. */
    public SegmentBuilder(SegmentSpec spec, Path scratch, long heapBudgetBytes) throws IOException {
        this(spec, scratch, heapBudgetBytes, false, 1);
    }

    /**
     * A builder of rows that may come in order.
     *
     * @param inOrder whether all rows come in {@link RowOrder}
     * @param threads that write columns at the end
     */
    SegmentBuilder(SegmentSpec spec, Path scratch, long heapBudgetBytes, boolean inOrder, int threads)
            throws IOException {
        this.inOrder = inOrder && spec.rollup();
        this.threads = threads;
        this.columns = new RunColumns(spec);
        this.shape = new RowShape(spec, false);
        this.heapBudgetBytes = heapBudgetBytes;
        this.scratch = new Scratch(scratch);
        this.runs = new RunStack(columns, this.scratch, this.inOrder);
        this.buffer = new RowBuffer(columns, heapBudgetBytes, this.inOrder);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it lies outside of the spec's interval, its dimensions are not of their types, or
     *     a metric cannot aggregate its input; the builder is of no use then
     */
    public void add(BuildRow row) throws IOException {
        addShaped(row.timestamp(), shape.shape(row));
    }

    /** Adds a row that {@link RowShape} has shaped; {@code time} is its time before that. */
    private void addShaped(long time, BuildRow shaped) throws IOException {
        buffer(time, shaped, true);
        if (heapBytes() > heapBudgetBytes) {
            spill(false);
        }
    }

    /** Keeps a shaped row on the heap, however full that is; {@code beginsKey} counts for rows in order only. */
    void buffer(long time, BuildRow shaped, boolean beginsKey) {
        if (written) {
            throw new IllegalStateException("The segment was written: begin another one");
        }
        buffer.add(time, shaped, beginsKey);
        rowsIn++;
    }

    /** About what rows take on the heap. */
    long heapBytes() {
        return buffer.heapBytes();
    }

    /** Moves rows from the heap to a file; {@code complete} tells that all rows of their keys are among them. */
    void spill(boolean complete) throws IOException {
        runs.spill(buffer, complete);
        buffer = new RowBuffer(columns, heapBudgetBytes, inOrder);
    }

    /** Whether rows are in files already. */
    boolean hasSpilled() {
        return !runs.isEmpty();
    }

    /**
     * Writes the segment to {@code dir}, which must not exist yet and appears when it is complete.
     *
     * @throws IllegalArgumentException if no row was added
     */
    public SegmentSummary writeTo(Path dir) throws IOException {
        return writeTo(dir, SmooshLimits.FORMAT);
    }

    SegmentSummary writeTo(Path dir, SmooshLimits limits) throws IOException {
        if (rowsIn == 0) {
            throw new IllegalArgumentException("No row came for [%s]: a segment has at least one".formatted(dir));
        }
        written = true;
        try (SortedRun all = all()) {
            return new SegmentAssembly(columns, scratch, limits, threads).write(all, rowsIn, dir);
        }
    }

    /** All rows, in a file of another scratch directory. */
    SortedRun spilled(Scratch to) throws IOException {
        written = true;
        try (SortedRun all = all()) {
            return RunSpill.write(all, columns, to);
        }
    }

    private SortedRun all() throws IOException {
        if (runs.isEmpty()) {
            BufferedRun sorted = buffer.sorted();
            return columns.spec().rollup() ? GroupedRun.of(sorted, columns, scratch) : sorted;
        }
        runs.spill(buffer, false);
        return runs.merged();
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
