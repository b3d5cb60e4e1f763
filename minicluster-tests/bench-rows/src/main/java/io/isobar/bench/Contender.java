package io.isobar.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is measured of a library that writes and reads segments. Every method works on the thread that calls it. */
public interface Contender {
    /**
     * Builds a segment from a table's rows {@code from} to {@code to}, exclusive, in the order that they have.
     *
     * @param spec the data's shape, see {@link ContenderProcess}
     * @param indexSpec Druid's {@code indexSpec}, as JSON
     */
    void build(RowTable rows, int from, int to, String spec, String indexSpec, Path scratch, Path out)
            throws IOException;

    /** Makes one segment of several, with rollup. */
    void merge(List<Path> parts, String spec, String indexSpec, Path scratch, Path out) throws IOException;

    /** Opens a segment and closes it, touching no column. */
    void open(Path segment) throws IOException;

    /** Opens a segment for one kind of reading, which may be done again and again. */
    Reading reading(Path segment, Task task, String column, String filter) throws IOException;

    /** What is read of a column. */
    enum Task {
        /** The values of a column of doubles are added up. */
        SUM_DOUBLES,
        /** The values of a column of longs are added up. */
        SUM_LONGS,
        /** The ids of a column of strings are added up. */
        IDS,
        /** Sketches are folded into one. */
        SKETCHES
    }

    /** One kind of reading of an open segment. */
    interface Reading extends AutoCloseable {
        /** Reads all rows, or those that the filter selects, and returns a number that tells whether all were read. */
        double run() throws IOException;

        @Override
        void close() throws IOException;
    }
}
