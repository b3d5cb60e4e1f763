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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes {@link LogicalFiles} into a directory, in the order in which they come. For one thread. */
public final class SmooshWriter implements FileSink, Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Druid writes a list of more bytes in several files, and may not read a larger one. */
    public static final int MAX_LIST_BYTES = Integer.MAX_VALUE - 4096;

    private final Path directory;
    private final int chunkBytes;
    private final int listBytes;
    private final Map<String, String> places = new TreeMap<>();
    private @Nullable OutputStream chunk;
    private int chunks;
    private long position;

    /** A writer of chunks, and of lists in them, as large as the format and Druid allow. */
    public SmooshWriter(Path directory) {
        this(directory, Integer.MAX_VALUE, MAX_LIST_BYTES);
    }

    /** A writer of chunks of at most {@code chunkBytes} bytes, which no file may exceed, and lists of {@code listBytes}. */
    public SmooshWriter(Path directory, int chunkBytes, int listBytes) {
        this.directory = directory;
        this.chunkBytes = chunkBytes;
        this.listBytes = listBytes;
    }

    @Override
    public int listBytes() {
        return listBytes;
    }

    /** Appends a file. */
    public void add(String name, Pieces content) throws IOException {
        add(name, content.intSize("Column [%s]".formatted(name)), content::drainTo);
    }

    @Override
    public void add(String name, long size, Content content) throws IOException {
        if (name.indexOf(',') >= 0 || name.indexOf('\n') >= 0) {
            throw new IOException(
                    "A column cannot be called [%s]: the format has no place for commas and line ends".formatted(name));
        }
        if (size > chunkBytes) {
            throw new IOException("Column [%s] has [%d] bytes, a chunk has [%d]".formatted(name, size, chunkBytes));
        }
        if (chunk == null || size > chunkBytes - position) {
            nextChunk();
        }
        String place = "%s,%d,%d,%d".formatted(name, chunks - 1, position, position + size);
        content.writeTo(Objects.requireNonNull(chunk));
        position += size;
        if (places.put(name, place) != null) {
            throw new IOException("Two files of a segment are called [%s]".formatted(name));
        }
    }

    @Override
    public void afterwards(Step step) throws IOException {
        step.run();
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
