package io.isobar.segment.build;

import java.io.IOException;

/** The rows of one key, time and dimensions, on their way to be stored. */
interface KeyGroup {
    /** Adds a row of the same key as those before it. */
    void add(BuildRow row) throws IOException;

    /** Stores what came; the next row has another key. */
    void end() throws IOException;
}
