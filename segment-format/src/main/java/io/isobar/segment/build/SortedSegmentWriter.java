package io.isobar.segment.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Builds a segment from rows that come in {@link RowOrder}; the heap it needs does not grow with their number. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class SortedSegmentWriter implements Closeable {
    /** A writer that keeps columns in files below {@code scratch} until the end. */
    public SortedSegmentWriter(SegmentSpec spec, Path scratch) {}

    /** Adds a row, which must not sort before the one that came last. */
    public void add(BuildRow row) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes the segment to {@code dir}, which must not exist yet. */
    public SegmentSummary writeTo(Path dir) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {}
}
