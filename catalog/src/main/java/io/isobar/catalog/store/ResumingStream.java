package io.isobar.catalog.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a file of known length from a source that may break off, and goes on from where it was. */
final class ResumingStream extends InputStream {
    private static final Logger log = LoggerFactory.getLogger(ResumingStream.class);

    /** Opens the source at an offset. */
    interface Source {
        InputStream openAt(long offset) throws IOException;
    }

    private final Source source;
    private final long length;
    private final String name;
    private long position;
    private int resumptionsLeft;
    private @Nullable InputStream current;

    ResumingStream(Source source, long offset, long length, int resumptions, String name) {
        this.source = source;
        this.position = offset;
        this.length = length;
        this.resumptionsLeft = resumptions;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        while (position < length && count > 0) {
            try {
                if (current == null) {
                    current = source.openAt(position);
                }
                int read = current.read(into, offset, (int) Math.min(count, length - position));
                if (read < 0) {
                    throw new EOFException("[%s] ended at byte [%d] of [%d]".formatted(name, position, length));
                }
                position += read;
                return read;
            } catch (NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                resume(e);
            }
        }
        return count == 0 ? 0 : -1;
    }

    private void resume(IOException failure) throws IOException {
        close();
        if (resumptionsLeft == 0) {
            throw new IOException(
                    "Reading [%s] broke off at byte [%d] of [%d], too often".formatted(name, position, length),
                    failure);
        }
        resumptionsLeft--;
        log.info(
                "Reading [{}] broke off at byte [{}] of [{}], going on: {}",
                name,
                position,
                length,
                failure.toString());
    }

    @Override
    public void close() throws IOException {
        InputStream open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
