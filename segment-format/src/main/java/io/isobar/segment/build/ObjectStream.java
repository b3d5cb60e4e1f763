package io.isobar.segment.build;

import java.io.IOException;

/** A column of serialised objects, read row by row. For one thread. */
interface ObjectStream {
    /** Moves to the next row, of which there must be one. */
    void next() throws IOException;

    /** Whether the row has no object. */
    boolean isNull();

    /** Holds the object from {@link #start} to {@link #end}, until the next move. */
    byte[] bytes();

    int start();

    int end();
}
