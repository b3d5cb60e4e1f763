package io.isobar.indexer.shuffle;

import io.isobar.indexer.input.Row;
import java.io.Closeable;
import java.io.IOException;

/** Rows in the order in which they came, each with a time. Whoever makes one decides where it keeps them. */
public interface RowQueue extends Closeable {
    /** Puts a row at the end. */
    void add(long time, Row row) throws IOException;

    /** How many rows there are. */
    long size();

    /** The time of the first row. */
    long firstTime() throws IOException;

    /** Takes the first row away. */
    Row removeFirst() throws IOException;

    /** Hands out all rows, first to last. They stay in the queue, and are not to be changed. */
    void forEach(Visitor visitor) throws IOException, InterruptedException;

    /** Takes all rows away. */
    void clear() throws IOException;

    /** Gets the rows of a queue. */
    @FunctionalInterface
    interface Visitor {
        void visit(Row row) throws IOException, InterruptedException;
    }
}
