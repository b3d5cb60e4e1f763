package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.codec.Compression;
import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.codec.PackedIntsWriter;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.testing.HandmadeSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** What no golden segment has, because only old Druids wrote it, or only beyond two gigabytes: made by hand. */
class OldFormatsTest {
    private static final int ROWS = 3;

    @TempDir
    Path temp;

    private HandmadeSegment made;

    @BeforeEach
    void begin() throws IOException {
        made = new HandmadeSegment(temp);
        made.add("__time", oldLongs(10, 20, 30));
    }

    @AfterEach
    void end() throws IOException {
        made.close();
    }

    @Test
    void readsNumbersOfTheFirstVersionWhichAreLzfAndPadded() throws IOException {
        made.add("metric", oldFloats(1.5f, -2f, 0f));

        try (Segment segment = made.open(List.of("metric"), List.of())) {
            assertThat(SegmentDump.column(segment, "__time")).containsExactly(10L, 20L, 30L);
            assertThat(SegmentDump.column(segment, "metric")).containsExactly(1.5f, -2f, 0f);
            assertThat(segment.minTime()).isEqualTo(10);
            assertThat(segment.maxTime()).isEqualTo(30);
            assertThat(segment.metadata().rollup()).isNull();
        }
    }

    @Test
    void readsSeveralValuesPerRowOfTheSecondVersion() throws IOException {
        PackedIntsWriter offsets = PackedIntsWriter.ids(made.scratch(), "offsets", Compression.LZ4, 4);
        PackedIntsWriter ids = PackedIntsWriter.ids(made.scratch(), "ids", Compression.LZ4, 2);
        for (int offset : new int[] {0, 2, 2, 3}) {
            offsets.add(offset);
        }
        for (int id : new int[] {1, 0, 1}) {
            ids.add(id);
        }
        made.add(
                "tags",
                HandmadeSegment.descriptor("STRING", "stringDictionary", "")
                        .int8(2)
                        .int32(1 | 4)
                        .add(made.list(true, "x", "y"))
                        .int8(2)
                        .add(offsets.finish())
                        .add(ids.finish()));

        try (Segment segment = made.open(List.of(), List.of("tags"))) {
            assertThat(SegmentDump.column(segment, "tags")).containsExactly(List.of("y", "x"), List.of(), "y");
        }
    }

    @Test
    void readsListsThatAreSpreadOverFiles() throws IOException {
        PackedIntsWriter ids = PackedIntsWriter.ids(made.scratch(), "ids", Compression.LZ4, 3);
        for (int id : new int[] {2, 0, 1}) {
            ids.add(id);
        }
        made.add(
                "city",
                HandmadeSegment.descriptor("STRING", "stringDictionary", "")
                        .int8(2)
                        .int32(4)
                        .int8(2)
                        .int8(1)
                        .int32(1)
                        .int32(3)
                        .text("city.dim_values")
                        .add(ids.finish()));
        made.add(
                "city.dim_values_header",
                new Pieces()
                        .int32(Integer.reverseBytes(4))
                        .int32(Integer.reverseBytes(10))
                        .int32(Integer.reverseBytes(7)));
        made.add("city.dim_values_value_0", new Pieces().int32(-1).int32(0).add((byte) 'a', (byte) 'b'));
        made.add("city.dim_values_value_1", new Pieces().int32(0).add((byte) 'x', (byte) 'y', (byte) 'z'));

        try (Segment segment = made.open(List.of(), List.of("city"))) {
            StringColumn city = (StringColumn) segment.column("city").orElseThrow();
            assertThat(SegmentDump.column(city)).containsExactly("xyz", null, "ab");
            assertThat(city.idOf("xyz")).isEqualTo(2);
            assertThat(city.idOf("b")).isEqualTo(-3);
            assertThat(city.idOf((String) null)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void readsDocumentsAsDruid24And25WroteThem(int version) throws IOException {
        LogicalFiles nested = LogicalFiles.open(new DirectoryFiles(NestedReadTest.path("utf8_lz4_roaring/segment")));
        Region documents = nested.require("json.__raw_compressed");
        made.add(
                "doc",
                HandmadeSegment.descriptor("COMPLEX", "complex", ",\"typeName\":\"json\"")
                        .int8(version)
                        .text("{\"byteOrder\":\"LITTLE_ENDIAN\",\"bitmapSerdeFactory\":{\"type\":\"concise\"},"
                                + "\"fileNameBase\":\"base\",\"hasNulls\":true}")
                        .add(made.list(true, "$.a")));
        made.add("base.__raw", new Pieces().int8(1).int32(ROWS));
        made.add("base.__raw_offsets", new Pieces().add(bytes(nested.require("json.__raw_offsets"))));
        made.add("base.__raw_compressed", new Pieces().add(bytes(documents)));
        byte[] nulls = BitmapFormat.CONCISE.write(MutableRoaringBitmap.bitmapOf(1));
        made.add("base.__nullIndex", new Pieces().int32(nulls.length).add(nulls));

        try (Segment segment = made.open(List.of(), List.of("doc"));
                Segment expected = Segment.open(NestedReadTest.path("utf8_lz4_roaring/segment"))) {
            NestedColumn doc = (NestedColumn) segment.column("doc").orElseThrow();
            List<Object> wanted = SegmentDump.column(expected, "json").stream()
                    .filter(Objects::nonNull)
                    .limit(ROWS)
                    .toList();
            assertThat(doc.typeName()).isEqualTo("COMPLEX<json>");
            assertThat(doc.value(1)).isNull();
            assertThat(doc.value(2)).isIn(wanted);
        }
    }

    private static byte[] bytes(Region region) {
        byte[] bytes = new byte[region.size()];
        region.copy(0, bytes.length, bytes, 0, "all");
        return bytes;
    }

    @Test
    void passesOverPointsInSpaceAndOverProjections() throws IOException {
        GenericIndexedWriter bitmaps = new GenericIndexedWriter(made.scratch(), "bitmaps");
        for (int id = 0; id < ROWS; id++) {
            bitmaps.add(BitmapFormat.CONCISE.write(MutableRoaringBitmap.bitmapOf(id)));
        }
        PackedIntsWriter ids = PackedIntsWriter.ids(made.scratch(), "ids", Compression.LZ4, ROWS);
        for (int id = 0; id < ROWS; id++) {
            ids.add(id);
        }
        made.add(
                "place",
                HandmadeSegment.descriptor("STRING", "stringDictionary", "")
                        .int8(2)
                        .int32(0)
                        .add(made.list(true, "1,2", "3,4", "5,6"))
                        .add(ids.finish())
                        .add(bitmaps.finish(false))
                        .int32(100)
                        .add(new byte[100]));
        made.add("by_day/__time", new Pieces().add(new byte[7]));
        made.add("by_day/place", new Pieces().add(new byte[7]));

        try (Segment segment = made.open(List.of(), List.of("place"))) {
            StringColumn place = (StringColumn) segment.column("place").orElseThrow();
            assertThat(SegmentDump.column(place)).containsExactly("1,2", "3,4", "5,6");
            assertThat(place.bitmap(2).toArray()).containsExactly(2);
            assertThat(segment.columnNames()).containsExactly("__time", "place");
            assertThat(segment.column("by_day/place")).isEmpty();
        }
    }

    @Test
    void readsAColumnThatIsNullInEveryRow() throws IOException {
        made.add("none", HandmadeSegment.descriptor("STRING", "null", ",\"numRows\":3"));

        try (Segment segment = made.open(List.of(), List.of("none"))) {
            assertThat(segment.column("none")).isEmpty();
            assertThat(segment.columnNames()).contains("none");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v10things  | ,"typeName":"x"                           | is of type [v10things], which is not read
            nestedCommonFormat | ,"logicalType":"ARRAY<COMPLEX<json>>" | is of type [nestedCommonFormat ARRAY<COMPLEX<json>>]
            """)
    void namesAColumnThatItCannotReadAndReadsTheOthers(String part, String more, String problem) throws IOException {
        made.add(
                "odd",
                HandmadeSegment.descriptor("COMPLEX", part, more)
                        .int8(0)
                        .int8(0x80 | 3)
                        .add("odd".getBytes(StandardCharsets.UTF_8)));
        made.add("metric", oldFloats(1.5f, -2f, 0f));

        try (Segment segment = made.open(List.of("metric"), List.of("odd"))) {
            assertThatThrownBy(() -> segment.column("odd"))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isInstanceOf(UnsupportedSegmentException.class)
                    .hasMessageContaining("Column [odd] " + problem)
                    .hasMessageContaining("00000.smoosh:odd");
            assertThat(SegmentDump.column(segment, "metric")).containsExactly(1.5f, -2f, 0f);
        }
    }

    private Pieces oldLongs(long... values) throws IOException {
        byte[] block = new byte[Compression.BLOCK_BYTES];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return oldNumbers("LONG", "long", 8192, block);
    }

    private Pieces oldFloats(float... values) throws IOException {
        byte[] block = new byte[Compression.BLOCK_BYTES];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return oldNumbers("FLOAT", "float", 16384, block);
    }

    private Pieces oldNumbers(String type, String part, int perBlock, byte[] block) throws IOException {
        GenericIndexedWriter blocks = new GenericIndexedWriter(made.scratch(), "blocks");
        blocks.add(Compression.LZF.compress(block, block.length));
        return HandmadeSegment.descriptor(type, part, "")
                .int8(1)
                .int32(ROWS)
                .int32(perBlock)
                .add(blocks.finish(false));
    }
}
