package io.isobar.segment.build;

import io.isobar.segment.scratch.Pieces;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the values of one column, row by row, and becomes its file. */
interface ColumnWriter {
    /** Appends a row's value, of the column's type. */
    void add(@Nullable Object value) throws IOException;

    /** Whether each row was null. */
    boolean allNull();

    /** The column's file. */
    Pieces finish() throws IOException;
}
