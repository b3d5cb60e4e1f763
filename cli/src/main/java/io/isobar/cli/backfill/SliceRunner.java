package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.io.IOException;
import java.util.function.Consumer;

/** Runs slices, several at a time. */
interface SliceRunner {
    /**
     * Starts an attempt and returns at once.
     *
     * @param ended is told once how it ended, on any thread
     */
    void start(Interval slice, int attempt, Consumer<SliceOutcome> ended) throws IOException;

    /** Asks all that run to stop; each still tells its end. */
    void stopAll();

    /** Where an attempt leaves what it says, for people. */
    String log(Interval slice, int attempt);
}
