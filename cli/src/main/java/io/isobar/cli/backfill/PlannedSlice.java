package io.isobar.cli.backfill;

import io.isobar.catalog.control.SliceBatch;
import io.isobar.segment.Interval;
import java.util.List;
import java.util.Locale;

/**
 * What is to be done about one slice.
 *
 * @param why in words
 * @param batches that are sealed of it: one for each datasource if it is done
 */
record PlannedSlice(Interval interval, Work work, String why, List<SliceBatch> batches) {
    PlannedSlice {
        batches = List.copyOf(batches);
    }

    PlannedSlice(Interval interval, Work work, String why) {
        this(interval, work, why, List.of());
    }

    /** What is to be done. */
    enum Work {
        /** Nothing: its batches are sealed. */
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
