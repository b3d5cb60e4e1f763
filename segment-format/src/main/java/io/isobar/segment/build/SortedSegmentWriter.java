package io.isobar.segment.build;

import io.isobar.segment.Interval;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Builds a segment from rows that come in {@link RowOrder}; the heap it needs does not grow with their number.
 *
 * <p>The same rows give the same bytes as of a {@link SegmentBuilder}, and it says at once if a row is out of order, which
 * would be a mistake of whoever sorted them. With rollup, rows of equal keys become one before they go to a file. What
 * remains on the heap per row is a bit for a null in a column of numbers. Rows come from one thread.
 */
public final class SortedSegmentWriter implements Closeable {
    private static final long MOST_HEAP_BYTES = 256L << 20;
    private static final int HEAP_SHARE = 6;

    private final SegmentBuilder builder;
    private final long heapBudgetBytes;
    private final RowShape shape;
    private final RowOrder order;
    private @Nullable BuildRow last;
    private long rowsIn;
    private boolean spilledWithinKey;

    /**
     * A writer that keeps rows in files below {@code scratch} until the end, where so many threads write columns; the bytes
     * don't depend on their number.
     */
    public SortedSegmentWriter(SegmentSpec spec, Path scratch, int threads) throws IOException {
        this(
                spec,
                scratch,
                threads,
                Math.min(MOST_HEAP_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    SortedSegmentWriter(SegmentSpec spec, Path scratch, int threads, long heapBudgetBytes) throws IOException {
        this.builder = new SegmentBuilder(spec, scratch, heapBudgetBytes, true, threads);
        this.heapBudgetBytes = heapBudgetBytes;
        this.shape = new RowShape(spec);
        this.order = new RowOrder(spec);
    }

    /**
     * Adds a row, which must not sort before the one that came last.
     *
     * @throws IllegalArgumentException if it does, or if its values don't fit the spec; the writer is of no use then
     */
    public void add(BuildRow row) throws IOException {
        add(row.timestamp(), shape.shape(row));
    }

    /**
     * Adds a row that {@link RowShape} has shaped for this spec, which is not done again; first and last values come encoded.
     *
     * @throws IllegalArgumentException as {@link #add} does
     */
    public void addShaped(BuildRow row) throws IOException {
        add(row.timestamp(), row);
    }

    private void add(long time, BuildRow shaped) throws IOException {
        int comparison = last == null ? 0 : order.compare(last, shaped);
        if (comparison > 0) {
            throw new IllegalArgumentException(
                    "Row [%d] at [%s] sorts before the one that came last: sort rows by time and dimensions first"
                            .formatted(rowsIn, Interval.text(shaped.timestamp())));
        }
        if (comparison < 0) {
            endKey();
        }
        last = shaped;
        builder.buffer(time, shaped, comparison < 0);
        rowsIn++;
        if (builder.heapBytes() > heapBudgetBytes + heapBudgetBytes / 2) {
            // One key has so many rows; they are aggregated when all of them are known.
            builder.spill(false);
            spilledWithinKey = true;
        }
    }

    /** Between keys all rows on the heap can be aggregated, unless some of the last key's are in a file already. */
    private void endKey() throws IOException {
        if (spilledWithinKey || builder.heapBytes() > heapBudgetBytes) {
            builder.spill(!spilledWithinKey);
            spilledWithinKey = false;
        }
    }

    /**
     * Writes the segment to {@code dir}, which must not exist yet and appears when it is complete.
     *
     * @throws IllegalArgumentException if no row was added, since a segment has at least one
     */
    public SegmentSummary writeTo(Path dir) throws IOException {
        if (builder.hasSpilled()) {
            builder.spill(!spilledWithinKey);
        }
        return builder.writeTo(dir);
    }

    @Override
    public void close() throws IOException {
        builder.close();
    }
}
