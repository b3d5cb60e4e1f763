package io.isobar.indexer.input;

import io.isobar.indexer.spec.TuningSpec;
import java.io.IOException;

/** Takes bad rows, tells the sink about each, and stops the work when there are more than the spec tolerates. */
public final class BadRows {
    private final long tolerated;
    private final Sink sink;
    private long seen;

    /** Where bad rows are told. */
    @FunctionalInterface
    public interface Sink {
        void accept(BadRow row) throws IOException;
    }

    public BadRows(long tolerated, Sink sink) {
        this.tolerated = tolerated;
        this.sink = sink;
    }

    public static BadRows of(TuningSpec tuning, Sink sink) {
        return new BadRows(tuning.maxParseExceptions(), sink);
    }

    /** Takes one more.
     *
     * @throws BadRowsException if it is one too many
     */
    public void add(BadRow row) throws IOException {
        seen++;
        sink.accept(row);
        if (seen > tolerated) {
            throw new BadRowsException(row, seen, tolerated);
        }
    }
}
