package io.isobar.segment.dictionary;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;

/** Writes a dictionary from its values in ascending order. */
public interface DictionaryWriter {
    /** Says that the first value is null; to be called before any other. */
    void addNull() throws IOException;

    /** Appends {@code bytes[offset..offset + length)}, which sorts after the value before it. */
    void add(byte[] bytes, int offset, int length) throws IOException;

    /** How many values there are, null included. */
    int size();

    /** The dictionary with what tells its form. */
    Pieces finish() throws IOException;

    /** The same; if it has no room in one file, it goes into several of {@code files}, called by {@code name}. */
    default Pieces finish(FileSink files, String name) throws IOException {
        return finish();
    }
}
