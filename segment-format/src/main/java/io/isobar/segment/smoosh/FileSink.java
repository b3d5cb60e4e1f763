package io.isobar.segment.smoosh;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the files of a segment, in the order in which they are to lie. For one thread. */
public interface FileSink {
    /** How many bytes a list may have in one file; a larger one is spread over files of its own. */
    int listBytes();

    /**
     * Appends a file of {@code size} bytes, now or later; {@code content} writes neither more nor less, nor adds other files
     * meanwhile.
     */
    void add(String name, long size, Content content) throws IOException;

    /** Says what to do when the files that were added so far are written. */
    void afterwards(Step step) throws IOException;

    /** Writes a file's bytes. */
    @FunctionalInterface
    interface Content {
        /** Writes them all, and leaves {@code out} open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Something that is done once. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
