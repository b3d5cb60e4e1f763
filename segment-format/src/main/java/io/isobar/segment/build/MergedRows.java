package io.isobar.segment.build;

import java.io.IOException;

/** From which run each row of a merge comes, group after group. For one thread. */
interface MergedRows {
    /** Whether there is a next row, and it is of the group of the one before. */
    boolean continues() throws IOException;

    /** The run of the next row, of which there must be one. */
    int next() throws IOException;
}
