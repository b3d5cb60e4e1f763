package io.isobar.segment.dictionary;

import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;

/** Writes a {@link PlainDictionary}. */
public final class PlainDictionaryWriter implements DictionaryWriter {
    private final GenericIndexedWriter values;
    private int size;

    /** A dictionary that errors call {@code what}. */
    public PlainDictionaryWriter(Scratch scratch, String what) {
        values = new GenericIndexedWriter(scratch, what);
    }

    @Override
    public void addNull() throws IOException {
        values.addNull();
        size++;
    }

    @Override
    public void add(byte[] bytes, int offset, int length) throws IOException {
        values.add(bytes, offset, length);
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Pieces finish() throws IOException {
        return values.finish(true);
    }

    @Override
    public Pieces finish(FileSink files, String name) throws IOException {
        return values.finish(true, files, name);
    }
}
