package io.isobar.replicator.transfer;

import io.isobar.catalog.store.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A segment's bytes from one source, which goes on where it was when a connection breaks off. It opens the source on
 * the first read, so that a destination that has the segment already costs nothing.
 */
final class ResumingSource extends InputStream {
    /** A source that breaks off this often without giving a single byte in between is given up. */
    private static final int FRUITLESS_TRIES = 3;

    private final SegmentStore source;
    private final String path;
    private final LongConsumer arrived;
    private @Nullable InputStream open;
    private long offset;
    private int fruitless;

    ResumingSource(SegmentStore source, String path, LongConsumer arrived) {
        this.source = source;
        this.path = path;
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        int n = read(single, 0, 1);
        return n < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (true) {
            try {
                int n = stream().read(into, from, length);
                if (n > 0) {
                    offset += n;
                    fruitless = 0;
                    arrived.accept(n);
                }
                return n;
            } catch (NoSuchFileException missing) {
                throw new SourceFailedException(source.uri().toString(), offset, missing);
            } catch (IOException broken) {
                close();
                fruitless++;
                if (fruitless >= FRUITLESS_TRIES) {
                    throw new SourceFailedException(source.uri().toString(), offset, broken);
                }
            }
        }
    }

    private InputStream stream() throws IOException {
        InputStream stream = open;
        if (stream == null) {
            stream = source.open(path, offset);
            open = stream;
        }
        return stream;
    }

    @Override
    public void close() {
        InputStream stream = open;
        open = null;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException ignored) {
                // All that was wanted has been read, or the source is being given up.
                return;
            }
        }
    }
}
