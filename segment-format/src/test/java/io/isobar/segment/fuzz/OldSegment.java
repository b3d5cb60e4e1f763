package io.isobar.segment.fuzz;

import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.codec.PackedIntsWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.SmooshWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A segment of three rows in the encodings that only old Druids wrote, or that need more than two gigabytes. */
final class OldSegment {
    private static final int ROWS = 3;
    private static final int SEVERAL_OLD = 1;
    private static final int NO_BITMAPS = 4;

    private final Scratch scratch;
    private final SmooshWriter files;

    private OldSegment(Scratch scratch, SmooshWriter files) {
        this.scratch = scratch;
        this.files = files;
    }

    /** Writes it into a directory of {@code temp}, and returns that. */
    static Path write(Path temp) throws IOException {
        return write(temp, 0, 2, 2, 3);
    }

    /** The same with these places at which the ids of its rows of several values begin. */
    static Path write(Path temp, int... offsets) throws IOException {
        Path directory = Files.createDirectory(temp.resolve("segment"));
        try (Scratch scratch = new Scratch(temp.resolve("scratch"));
                SmooshWriter files = new SmooshWriter(directory)) {
            Files.write(directory.resolve(SegmentBytes.VERSION), new byte[] {0, 0, 0, 9});
            new OldSegment(scratch, files).write(offsets);
        }
        return directory;
    }

    private void write(int... offsets) throws IOException {
        byte[] times = new byte[Compression.BLOCK_BYTES];
        little(times).asLongBuffer().put(new long[] {10, 20, 30});
        files.add("__time", numbers("LONG", "long", 8192, times));
        byte[] floats = new byte[Compression.BLOCK_BYTES];
        little(floats).asFloatBuffer().put(new float[] {1.5f, -2, 0});
        files.add("metric", numbers("FLOAT", "float", 16384, floats));
        files.add(
                "tags",
                descriptor("STRING", true, "stringDictionary")
                        .int8(2)
                        .int32(SEVERAL_OLD | NO_BITMAPS)
                        .add(list(true, "x", "y"))
                        .int8(2)
                        .add(ids(4, offsets))
                        .add(ids(2, 1, 0, 1)));
        files.add(
                "city",
                descriptor("STRING", false, "stringDictionary")
                        .int8(2)
                        .int32(NO_BITMAPS)
                        .int8(2)
                        .int8(1)
                        .int32(1)
                        .int32(ROWS)
                        .text("city.dim_values")
                        .add(ids(3, 2, 0, 1)));
        files.add(
                "city.dim_values_header",
                new Pieces()
                        .int32(Integer.reverseBytes(4))
                        .int32(Integer.reverseBytes(10))
                        .int32(Integer.reverseBytes(7)));
        files.add("city.dim_values_value_0", new Pieces().int32(-1).int32(0).add((byte) 'a', (byte) 'b'));
        files.add("city.dim_values_value_1", new Pieces().int32(0).add((byte) 'x', (byte) 'y', (byte) 'z'));
        files.add(
                "index.drd",
                new Pieces()
                        .add(list(false, "metric", "city", "tags"))
                        .add(list(false, "city", "tags"))
                        .int64(0)
                        .int64(100));
        files.finish();
    }

    private static ByteBuffer little(byte[] block) {
        return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Pieces ids(int cardinality, int... ids) throws IOException {
        PackedIntsWriter writer = PackedIntsWriter.ids(scratch, "ids", Compression.LZ4, cardinality);
        for (int id : ids) {
            writer.add(id);
        }
        return writer.finish();
    }

    private Pieces list(boolean sorted, String... values) throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "list");
        for (String value : List.of(values)) {
            list.add(value.getBytes(StandardCharsets.UTF_8));
        }
        return list.finish(sorted);
    }

    private Pieces numbers(String type, String part, int perBlock, byte[] block) throws IOException {
        GenericIndexedWriter blocks = new GenericIndexedWriter(scratch, "blocks");
        blocks.add(Compression.LZF.compress(block, block.length));
        return descriptor(type, false, part).int8(1).int32(ROWS).int32(perBlock).add(blocks.finish(false));
    }

    private static Pieces descriptor(String type, boolean several, String part) {
        return new Pieces()
                .text(
                        "{\"valueType\":\"%s\",\"hasMultipleValues\":%s,\"parts\":[{\"type\":\"%s\",\"byteOrder\":\"LITTLE_ENDIAN\"}]}"
                                .formatted(type, several, part));
    }
}
