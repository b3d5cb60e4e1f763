package io.isobar.segment.build;

import io.isobar.segment.Interval;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.SmooshWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Builds a segment from rows that come in {@link RowOrder}; the heap it needs does not grow with their number.
 *
 * <p>With rollup, rows of equal time and dimensions become one as they stream by. Without, they are stored in the order
 * of their metrics. Either way the same rows give the same bytes. Values wait in scratch files, column by column; ids
 * of strings are provisional until the last row has come. What remains on the heap per row is a bit for a null in a
 * column of numbers. For one thread.
 */
public final class SortedSegmentWriter implements Closeable {
    private static final long MOST_DICTIONARY_HEAP = 256L << 20;
    private static final int DICTIONARY_SHARE = 6;

    private final SegmentSpec spec;
    private final Scratch scratch;
    private final RowShape shape;
    private final RowOrder order;
    private final StoredRows stored;
    private final KeyGroup group;
    private @Nullable BuildRow last;
    private long rowsIn;
    private boolean written;

    /** A writer that keeps columns in files below {@code scratch} until the end. */
    public SortedSegmentWriter(SegmentSpec spec, Path scratch) throws IOException {
        this(spec, scratch, Math.min(MOST_DICTIONARY_HEAP, Runtime.getRuntime().maxMemory() / DICTIONARY_SHARE));
    }

    SortedSegmentWriter(SegmentSpec spec, Path scratch, long dictionaryHeapBytes) throws IOException {
        this.spec = spec;
        this.scratch = new Scratch(scratch);
        this.shape = new RowShape(spec);
        this.order = new RowOrder(spec);
        this.stored = new StoredRows(spec, this.scratch, dictionaryHeapBytes);
        this.group = spec.rollup()
                ? new RollupGroup(spec, this.scratch, stored)
                : new PlainGroup(spec, this.scratch, stored);
    }

    /**
     * Adds a row, which must not sort before the one that came last.
     *
     * @throws IllegalArgumentException if it does, or if its values don't fit the spec
     */
    public void add(BuildRow row) throws IOException {
        addShaped(shape.shape(row));
    }

    /** Adds a row that was shaped before. */
    void addShaped(BuildRow row) throws IOException {
        if (written) {
            throw new IllegalStateException("The segment was written: begin another one");
        }
        int comparison = last == null ? -1 : order.compare(last, row);
        if (comparison > 0) {
            throw new IllegalArgumentException(
                    "Row [%d] at [%s] sorts before the one that came last: sort rows by time and dimensions first"
                            .formatted(rowsIn, Interval.text(row.timestamp())));
        }
        if (comparison < 0) {
            group.end();
            last = row;
        }
        group.add(row);
        rowsIn++;
    }

    /**
     * Writes the segment to {@code dir}, which must not exist yet and appears when it is complete.
     *
     * @throws IllegalArgumentException if no row was added, since a segment has at least one
     */
    public SegmentSummary writeTo(Path dir) throws IOException {
        if (rowsIn == 0) {
            throw new IllegalArgumentException("No row came for [%s]: a segment has at least one".formatted(dir));
        }
        written = true;
        group.end();
        try (SegmentDirectory directory = new SegmentDirectory(dir)) {
            StoredRows.Written columns;
            try (SmooshWriter smoosh = new SmooshWriter(directory.work())) {
                columns = stored.writeTo(smoosh);
                smoosh.finish();
            }
            Files.write(directory.work().resolve("version.bin"), SegmentFiles.VERSION);
            Files.write(directory.work().resolve("factory.json"), SegmentFiles.FACTORY);
            long bytes = directory.publish();
            return new SegmentSummary(rowsIn, columns.rows(), bytes, columns.dimensions(), columns.metrics());
        }
    }

    /** The spec it writes. */
    SegmentSpec spec() {
        return spec;
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
