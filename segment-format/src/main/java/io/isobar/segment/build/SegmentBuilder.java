package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Builds a segment from rows in any order; the same rows give the same bytes, whatever their order. For one thread.
 */
public final class SegmentBuilder implements Closeable {
    private final RowShape shape;
    private final Scratch scratch;
    private final RowSorter sorter;
    private final SortedSegmentWriter writer;
    private boolean written;

    /** A builder that keeps about {@code heapBudgetBytes} of rows on the heap and the rest in files below {@code scratch}. */
    public SegmentBuilder(SegmentSpec spec, Path scratch, long heapBudgetBytes) throws IOException {
        this.shape = new RowShape(spec);
        this.scratch = new Scratch(scratch);
        this.sorter = new RowSorter(new RowOrder(spec), this.scratch, heapBudgetBytes);
        this.writer = new SortedSegmentWriter(spec, scratch);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if it lies outside of the spec's interval, or its dimensions are not of their
     *     types
     */
    public void add(BuildRow row) throws IOException {
        if (written) {
            throw new IllegalStateException("The segment was written: begin another one");
        }
        sorter.add(shape.shape(row));
    }

    /**
     * Writes the segment to {@code dir}, which must not exist yet and appears when it is complete.
     *
     * @throws IllegalArgumentException if no row was added, or a metric's input is no number where it must be one
     */
    public SegmentSummary writeTo(Path dir) throws IOException {
        written = true;
        sorter.drain(writer::addShaped);
        return writer.writeTo(dir);
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            writer.close();
        }
    }
}
