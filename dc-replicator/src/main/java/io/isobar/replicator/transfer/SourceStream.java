package io.isobar.replicator.transfer;

import io.isobar.catalog.store.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A segment's bytes from one source. What goes wrong with the source is told apart from what goes wrong with the
 * destination that reads from here. The source is opened on the first read, so that a destination that has the segment
 * already costs nothing.
 */
final class SourceStream extends InputStream {
    private final SegmentStore source;
    private final String path;
    private final LongConsumer arrived;
    private @Nullable InputStream open;
    private long offset;

    SourceStream(SegmentStore source, String path, LongConsumer arrived) {
        this.source = source;
        this.path = path;
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            int n = stream().read(into, from, length);
            if (n > 0) {
                offset += n;
                arrived.accept(n);
            }
            return n;
        } catch (IOException e) {
            throw new SourceFailedException(source.uri().toString(), offset, e);
        }
    }

    private InputStream stream() throws IOException {
        InputStream stream = open;
        if (stream == null) {
            stream = source.open(path, 0);
            open = stream;
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        InputStream stream = open;
        open = null;
        if (stream != null) {
            stream.close();
        }
    }
}
