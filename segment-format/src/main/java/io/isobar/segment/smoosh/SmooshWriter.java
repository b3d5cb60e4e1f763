package io.isobar.segment.smoosh;

import io.isobar.segment.scratch.Pieces;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes {@link LogicalFiles} into a directory, in the order in which they come. */
public final class SmooshWriter implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path directory;
    private final int chunkBytes;
    private final Map<String, String> places = new TreeMap<>();
    private @Nullable OutputStream chunk;
    private int chunks;
    private long position;

    /** A writer of chunks as large as the format allows. */
    public SmooshWriter(Path directory) {
        this(directory, Integer.MAX_VALUE);
    }

    SmooshWriter(Path directory, int chunkBytes) {
        this.directory = directory;
        this.chunkBytes = chunkBytes;
    }

    /** Appends a file. */
    public void add(String name, Pieces content) throws IOException {
        if (name.indexOf(',') >= 0 || name.indexOf('\n') >= 0) {
            throw new IOException(
                    "A column cannot be called [%s]: the format has no place for commas and line ends".formatted(name));
        }
        long size = content.intSize("Column [%s]".formatted(name));
        if (size > chunkBytes) {
            throw new IOException("Column [%s] has [%d] bytes, a chunk has [%d]".formatted(name, size, chunkBytes));
        }
        if (chunk == null || size > chunkBytes - position) {
            nextChunk();
        }
        String place = "%s,%d,%d,%d".formatted(name, chunks - 1, position, position + size);
        content.drainTo(java.util.Objects.requireNonNull(chunk));
        position += size;
        if (places.put(name, place) != null) {
            throw new IOException("Two files of a segment are called [%s]".formatted(name));
        }
    }

    private void nextChunk() throws IOException {
        closeChunk();
        Path file = directory.resolve("%05d.smoosh".formatted(chunks++));
        chunk = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
        position = 0;
    }

    private void closeChunk() throws IOException {
        if (chunk != null) {
            chunk.close();
            chunk = null;
        }
    }

    /** Writes where each file lies. */
    public void finish() throws IOException {
        closeChunk();
        String header = "v1,%d,%d\n".formatted(chunkBytes, chunks);
        String lines = String.join("\n", places.values());
        Files.write(directory.resolve("meta.smoosh"), (header + lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        closeChunk();
    }
}
