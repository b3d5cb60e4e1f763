package io.isobar.segment.smoosh;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A file that is read by position, wherever it lies: what a caller implements to read a segment's zip out of a store of his
 * own. Safe for many threads.
 */
public interface ByteSource extends Closeable {
    /** How many bytes it has; the same at every call. */
    long size() throws IOException;

    /**
     * Fills what remains in {@code into} with the bytes from {@code position} on.
     *
     * @throws EOFException if there are fewer; not if a caller stays within {@link #size}, unless the file became shorter
     */
    void read(long position, ByteBuffer into) throws IOException;

    /** What complaints call it. */
    String location();

    /** A channel as a source, read by one thread at a time and closed with it; nobody else may use it meanwhile. */
    static ByteSource of(SeekableByteChannel channel, String location) {
        return new ChannelSource(channel, location);
    }
}
