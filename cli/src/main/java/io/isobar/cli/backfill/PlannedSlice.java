package io.isobar.cli.backfill;

import io.isobar.catalog.control.Batch;
import io.isobar.segment.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be done about one slice.
 *
 * @param why in words
 * @param batch that it became, if that is sealed
 */
record PlannedSlice(Interval interval, Work work, String why, Optional<Batch> batch) {
    PlannedSlice(Interval interval, Work work, String why) {
        this(interval, work, why, Optional.empty());
    }

    /** What is to be done. */
    enum Work {
        /** Nothing: its batch is sealed. */
        DONE,
        /** It is to be run. */
        PENDING,
        /** It is to be run; the last attempt failed. */
        FAILED,
        /** Somebody is at work on it right now. */
        RUNNING,
        /** It has no input, and that is no failure. */
        SKIPPED,
        /** It can't be run, or running it again can't help: somebody has to mend something first. */
        REFUSED;

        /** Whether it is to be run, now or once it is free. */
        boolean isToRun() {
            return this == PENDING || this == FAILED || this == RUNNING;
        }

        /** As it is shown. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
