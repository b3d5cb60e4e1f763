package io.isobar.segment;

import io.isobar.segment.column.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An open segment. Safe for many threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class Segment implements AutoCloseable {
    /** The name of the column of times. */
    public static final String TIME = "__time";

    private Segment() {}

    /** Opens a segment's directory, or a stored zip of it, by mapping it into memory. */
    public static Segment open(Path directoryOrZip) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** How many rows it has. */
    public int rows() {
        throw new UnsupportedOperationException();
    }

    /** The bucket of time that it covers; wider, in general, than its rows' times. */
    public Interval interval() {
        throw new UnsupportedOperationException();
    }

    /** The names of its dimensions in their order. */
    public List<String> dimensions() {
        throw new UnsupportedOperationException();
    }

    /** The names of its metrics in their order. */
    public List<String> metrics() {
        throw new UnsupportedOperationException();
    }

    /** All names: {@code __time}, dimensions, metrics. */
    public List<String> columnNames() {
        throw new UnsupportedOperationException();
    }

    /** What it says about how it was built. */
    public SegmentMetadata metadata() {
        throw new UnsupportedOperationException();
    }

    /** The column of that name, opened when first asked for; empty if there is none, or if it is null in every row. */
    public Optional<Column> column(String name) {
        throw new UnsupportedOperationException();
    }

    /** The least time of a row. */
    public long minTime() {
        throw new UnsupportedOperationException();
    }

    /** The greatest time of a row. */
    public long maxTime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
