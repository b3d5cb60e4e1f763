package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import java.io.Closeable;
import java.io.IOException;

/** Steps through the rows of one split. */
interface RowCursor extends Closeable {
    /** Goes to the next row, if there is one. */
    boolean advance() throws IOException;

    /** The row here; each call parses it anew. */
    Row row() throws BadRowException;

    /** Where the row here stands. */
    RowPosition position();

    /** How much of the split is behind, from 0 to 1. */
    float progress() throws IOException;
}
