package io.isobar.segment.testing;

import io.isobar.segment.Segment;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.FixedWidthWriter;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.SmooshWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/** A segment that a test writes file by file, for what no builder writes. */
public final class HandmadeSegment implements Closeable {
    private final Scratch scratch;
    private final Path directory;
    private final SmooshWriter files;

    /** A segment in {@code parent/segment}. */
    public HandmadeSegment(Path parent) throws IOException {
        this(parent, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** A segment in {@code parent/segment} with limits to the sizes of chunks and of lists in one file. */
    public HandmadeSegment(Path parent, int chunkBytes, int listBytes) throws IOException {
        scratch = new Scratch(parent.resolve("scratch"));
        directory = Files.createDirectories(parent.resolve("segment"));
        files = new SmooshWriter(directory, chunkBytes, listBytes);
        Files.write(directory.resolve("version.bin"), new byte[] {0, 0, 0, 9});
    }

    /** Where writers keep what they have written. */
    public Scratch scratch() {
        return scratch;
    }

    /** Where its files go, those of columns and others. */
    public SmooshWriter files() {
        return files;
    }

    /** Adds a file. */
    public HandmadeSegment add(String name, Pieces content) throws IOException {
        files.add(name, content);
        return this;
    }

    /** Adds a column of longs that aren't compressed, {@code value} of each row's number. */
    public HandmadeSegment longs(String name, int rows, LongUnaryOperator value) throws IOException {
        FixedWidthWriter longs = new FixedWidthWriter(scratch, name, Compression.NONE, Long.BYTES);
        for (int row = 0; row < rows; row++) {
            longs.add(value.applyAsLong(row));
        }
        return add(name, descriptor("LONG", "long", "").add(longs.finish()));
    }

    /** A list of texts. */
    public Pieces list(boolean sorted, String... values) throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "list");
        for (String value : values) {
            list.add(value.getBytes(StandardCharsets.UTF_8));
        }
        return list.finish(sorted);
    }

    /** The beginning of a column's file; {@code more} are further fields of its part. */
    public static Pieces descriptor(String valueType, String part, String more) {
        return new Pieces()
                .text(
                        "{\"valueType\":\"%s\",\"hasMultipleValues\":false,\"parts\":[{\"type\":\"%s\",\"byteOrder\":\"LITTLE_ENDIAN\"%s}]}"
                                .formatted(valueType, part, more));
    }

    /** Writes what ties the files together. */
    public Path finish(List<String> metrics, List<String> dimensions) throws IOException {
        String[] columns = Stream.concat(metrics.stream(), dimensions.stream()).toArray(String[]::new);
        add(
                "index.drd",
                new Pieces()
                        .add(list(false, columns))
                        .add(list(false, dimensions.toArray(String[]::new)))
                        .int64(0)
                        .int64(100));
        files.finish();
        return directory;
    }

    /** Writes what ties the files together, and opens it. */
    public Segment open(List<String> metrics, List<String> dimensions) throws IOException {
        return Segment.open(finish(metrics, dimensions));
    }

    @Override
    public void close() throws IOException {
        files.close();
        scratch.close();
    }
}
