package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.time.Duration;

/** Told by the thread that runs a backfill what happens. */
interface BackfillListener {
    void started(Interval slice, int attempt, String log);

    void sealed(Interval slice, String inWords);

    /** Tried again after {@code rest}. */
    void again(Interval slice, String reason, Duration rest);

    void givenUp(Interval slice, String reason);

    /** Somebody else is at work on the slice. */
    void held(Interval slice, String by);

    /** An attempt was stopped. */
    void stopped(Interval slice);

    /** The first or the second wish to stop. */
    void stopAsked(int running, boolean atOnce);

    /** Something went wrong that the backfill lives with. */
    void note(String text);

    /** After each change. */
    void progress(SliceBoard board);
}
