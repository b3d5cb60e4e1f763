package io.isobar.segment.build;

import java.io.IOException;

/** The distinct values of a column of strings in their order, without null. For one thread. */
interface ValueStream {
    /** Moves to the next value; false after the last. */
    boolean next() throws IOException;

    /** Holds the value in UTF-8 from {@link #start} to {@link #end}, until the next move. */
    byte[] bytes();

    int start();

    int end();
}
