package io.isobar.segment.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Builds a segment from rows in any order; the same rows give the same bytes, whatever their order. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class SegmentBuilder implements Closeable {
    /** A builder that keeps about {@code heapBudgetBytes} of rows on the heap and the rest in files below {@code scratch}. */
    public SegmentBuilder(SegmentSpec spec, Path scratch, long heapBudgetBytes) {}

    /** Adds a row. */
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
