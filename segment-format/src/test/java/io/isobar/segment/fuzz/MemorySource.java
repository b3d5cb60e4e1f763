package io.isobar.segment.fuzz;

import io.isobar.segment.smoosh.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in memory that are fetched piece by piece, as those of a distant zip are. */
final class MemorySource implements ByteSource {
    private final String location;
    private final byte[] bytes;

    MemorySource(String location, byte[] bytes) {
        this.location = location;
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        if (position < 0 || position > bytes.length - into.remaining()) {
            throw new EOFException("[%d] bytes end before [%d]".formatted(bytes.length, position + into.remaining()));
        }
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public void close() {}
}
