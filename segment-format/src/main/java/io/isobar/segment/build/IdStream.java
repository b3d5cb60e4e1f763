package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import java.io.IOException;

/**
 * A column of strings as ids, read from its first row to its last: 0 is null, the values follow from 1 on in their order.
 * For one thread.
 */
interface IdStream {
    /** Reads the next {@code count} rows of a column that has exactly one value in each. */
    void read(int count, int[] into) throws IOException;

    /** Reads the next {@code count} rows of any column. */
    void read(int count, MultiIds into) throws IOException;
}
