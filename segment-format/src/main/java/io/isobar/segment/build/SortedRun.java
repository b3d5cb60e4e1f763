package io.isobar.segment.build;

import java.io.Closeable;
import java.io.IOException;

/**
 * Rows in the order of the segment to be, column by column: time is column 0, then come dimensions and metrics as {@link
 * RunColumns} counts them. Any number of streams may be opened, one after the other or side by side.
 */
interface SortedRun extends Closeable {
    /** How many rows there are. */
    long rows();

    /** The time of the first row. */
    long minTime();

    /** The time of the last row. */
    long maxTime();

    /** Whether metrics are as a segment stores them; else they are inputs, to be aggregated yet. */
    boolean aggregated();

    /** Time, a dimension of numbers, or a metric of numbers. */
    NumberStream numbers(int column) throws IOException;

    /** A dimension of strings. */
    IdStream ids(int column) throws IOException;

    /** The values of a dimension of strings. */
    ValueStream values(int column) throws IOException;

    /** How many values a dimension of strings has, null aside. */
    int cardinality(int column);

    /** Whether a row of a dimension of strings is null, or has no value. */
    boolean hasNull(int column);

    /** Whether a row of a dimension of strings has another number of values than one. */
    boolean hasLists(int column);

    /** Whether a row of a dimension of strings has more than one value. */
    boolean hasSeveral(int column);

    /** A metric of serialised objects. */
    ObjectStream objects(int column) throws IOException;

    /** Frees what the run holds. */
    @Override
    void close() throws IOException;
}
