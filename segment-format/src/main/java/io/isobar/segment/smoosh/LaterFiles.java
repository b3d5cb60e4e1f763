package io.isobar.segment.smoosh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Remembers files until it is their turn: what prepares them need not wait for those that lie before. For one thread at a time. */
public final class LaterFiles implements FileSink {
    private final int listBytes;
    private final List<Handing> files = new ArrayList<>();

    private interface Handing {
        void to(FileSink sink) throws IOException;
    }

    /** Files of a segment whose lists have {@code listBytes} bytes at most. */
    public LaterFiles(int listBytes) {
        this.listBytes = listBytes;
    }

    @Override
    public int listBytes() {
        return listBytes;
    }

    @Override
    public void add(String name, long size, Content content) {
        files.add(sink -> sink.add(name, size, content));
    }

    @Override
    public void afterwards(Step step) {
        files.add(sink -> sink.afterwards(step));
    }

    /** Hands over all files, in their order. */
    public void addTo(FileSink sink) throws IOException {
        for (Handing file : files) {
            file.to(sink);
        }
        files.clear();
    }
}
