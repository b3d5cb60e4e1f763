package io.isobar.segment.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Segment;
import io.isobar.segment.dictionary.DictionaryWriter;
import io.isobar.segment.dictionary.PlainDictionaryWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import io.isobar.segment.smoosh.RegionReader;
import io.isobar.segment.smoosh.SmooshWriter;
import io.isobar.segment.testing.HandmadeSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that have no room in one file; here a file has a few hundred bytes, not two gigabytes. */
class LargeListTest {
    private static final String NAME = "city.dim_values";
    private static final int ROWS = 100_000;
    private static final int TEXTS = 9_000;

    @TempDir
    Path temp;

    private Scratch scratch;

    @BeforeEach
    void begin() throws IOException {
        scratch = new Scratch(temp.resolve("scratch"));
    }

    @AfterEach
    void end() throws IOException {
        scratch.close();
    }

    @Test
    void writesTheFilesThatDruidWrites() throws IOException, URISyntaxException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "list");
        list.addNull();
        for (int i = 0; i < 100; i++) {
            list.add("city-%03d-%s".formatted(i, "x".repeat(i % 13)).getBytes(StandardCharsets.UTF_8));
        }
        Path directory = Files.createDirectory(temp.resolve("ours"));
        try (SmooshWriter files = new SmooshWriter(directory, 1000, 400)) {
            files.add("city.list", list.finish(true, files, NAME));
            files.finish();
        }

        LogicalFiles ours = LogicalFiles.open(new DirectoryFiles(directory));
        LogicalFiles druids = LogicalFiles.open(
                new DirectoryFiles(Path.of(Objects.requireNonNull(LargeListTest.class.getResource("/listv2"))
                        .toURI())));
        assertThat(ours.names()).isEqualTo(druids.names()).contains(NAME + "_header", NAME + "_value_5");
        for (String name : druids.names()) {
            assertThat(ours.require(name).bytes())
                    .as(name)
                    .isEqualTo(druids.require(name).bytes());
        }
        assertThat(read(druids).value(100))
                .isEqualTo(ByteBuffer.wrap("city-099-xxxxxxxx".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("io.isobar.segment.testing.Seeds#some")
    void readsBackWhateverItWroteWithWhateverLimits(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        int limit = 100 + random.nextInt(4000);
        List<byte[]> values = new ArrayList<>();
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "list");
        for (int i = random.nextInt(300); i > 0; i--) {
            byte[] value = new byte[random.nextInt(Math.min(limit - Integer.BYTES, 200))];
            random.nextBytes(value);
            values.add(random.nextInt(10) == 0 ? null : value);
            if (values.get(values.size() - 1) == null) {
                list.addNull();
            } else {
                list.add(value);
            }
        }
        Path directory = Files.createDirectory(temp.resolve("files"));
        try (SmooshWriter files = new SmooshWriter(directory, Math.max(limit, 4096) + random.nextInt(1000), limit)) {
            files.add("city.list", list.finish(false, files, NAME));
            files.finish();
        }

        GenericIndexed read = read(LogicalFiles.open(new DirectoryFiles(directory)));
        assertThat(read.size()).isEqualTo(values.size());
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            assertThat(read.isNull(i)).isEqualTo(value == null);
            assertThat(read.value(i)).isEqualTo(ByteBuffer.wrap(value == null ? new byte[0] : value));
        }
    }

    @Test
    void staysInOneFileWhileThereIsRoom() throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "list");
        list.add(new byte[3]);
        list.add(new byte[3]);
        Path directory = Files.createDirectory(temp.resolve("files"));
        try (SmooshWriter files = new SmooshWriter(directory, 1000, 10 + 2 * (4 + 4 + 3))) {
            files.add("city.list", list.finish(false, files, NAME));
            files.finish();
        }

        assertThat(LogicalFiles.open(new DirectoryFiles(directory)).names()).containsExactly("city.list");
    }

    @Test
    void refusesAValueThatNoFileHasRoomFor() throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "Column [city]");
        list.add(new byte[97]);
        try (SmooshWriter files = new SmooshWriter(Files.createDirectory(temp.resolve("files")), 1000, 100)) {
            assertThatThrownBy(() -> list.finish(false, files, NAME))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Column [city] has a value that is larger than the [100] bytes");
        }
    }

    @Test
    void spreadsFilesOverChunksWithoutBreakingThem() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("files"));
        try (SmooshWriter files = new SmooshWriter(directory, 100, 100)) {
            for (int i = 0; i < 5; i++) {
                byte[] content = new byte[40];
                java.util.Arrays.fill(content, (byte) i);
                files.add("file" + i, new Pieces().add(content));
            }
            assertThatThrownBy(() -> files.add("large", new Pieces().add(new byte[101])))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Column [large] has [101] bytes, a chunk has [100]");
            files.finish();
        }

        assertThat(Files.readString(directory.resolve("meta.smoosh")))
                .isEqualTo("v1,100,3\nfile0,0,0,40\nfile1,0,40,80\nfile2,1,0,40\nfile3,1,40,80\nfile4,2,0,40\n");
        LogicalFiles read = LogicalFiles.open(new DirectoryFiles(directory));
        for (int i = 0; i < 5; i++) {
            assertThat(read.require("file" + i).bytes().get(39)).isEqualTo((byte) i);
        }
    }

    @Test
    void writesAndReadsColumnsWhosePartsAreAllSpread() throws IOException {
        var random = new SplittableRandom(1);
        long[] times = random.longs(ROWS).toArray();
        int[] ids = random.ints(ROWS, 0, TEXTS).toArray();
        Path directory;
        try (HandmadeSegment made = new HandmadeSegment(temp, 1 << 20, 67_000)) {
            SmooshWriter files = made.files();
            FixedWidthWriter time = new FixedWidthWriter(made.scratch(), "times", Compression.LZ4, Long.BYTES);
            PackedLongsWriter packed = new PackedLongsWriter(made.scratch(), "packed", Compression.LZ4);
            PackedIntsWriter one = PackedIntsWriter.ids(made.scratch(), "ids", Compression.LZ4, TEXTS);
            IdListsWriter several = new IdListsWriter(made.scratch(), "lists", Compression.LZ4, TEXTS);
            for (int row = 0; row < ROWS; row++) {
                time.add(times[row]);
                packed.add(times[row] >>> 20);
                one.add(ids[row]);
                several.add(new int[] {ids[row], ids[ROWS - 1 - row]}, 1 + (ids[row] & 1));
            }
            made.add(
                    "__time",
                    HandmadeSegment.descriptor("LONG", "long", "").add(time.finish(files, "little_end_time")));
            made.add(
                    "packed",
                    HandmadeSegment.descriptor("LONG", "long", "").add(packed.finish(files, "packed.long_column")));
            made.add("text", strings(4, dictionary(made, "text.dim_values"), one.finish(files, "text.forward_dim")));
            made.add(
                    "texts",
                    strings(2 | 4, dictionary(made, "texts.dim_values"), several.finish(files, "texts.forward_dim")));
            directory = made.finish(List.of("packed"), List.of("text", "texts"));
        }

        try (Segment segment = Segment.open(directory)) {
            List<Object> readTimes = SegmentDump.column(segment, "__time");
            List<Object> readPacked = SegmentDump.column(segment, "packed");
            List<Object> readText = SegmentDump.column(segment, "text");
            List<Object> readTexts = SegmentDump.column(segment, "texts");
            for (int row = 0; row < ROWS; row++) {
                assertThat(readTimes.get(row)).isEqualTo(times[row]);
                assertThat(readPacked.get(row)).isEqualTo(times[row] >>> 20);
                assertThat(readText.get(row)).isEqualTo(text(ids[row]));
                assertThat(readTexts.get(row))
                        .isEqualTo(
                                (ids[row] & 1) == 0
                                        ? text(ids[row])
                                        : List.of(text(ids[row]), text(ids[ROWS - 1 - row])));
            }
        }
        assertThat(Files.readString(directory.resolve("meta.smoosh")))
                .contains(
                        "little_end_time_value_1,",
                        "packed.long_column_value_1,",
                        "text.dim_values_value_1,",
                        "text.forward_dim_value_1,",
                        "texts.forward_dim.offsets_value_1,",
                        "texts.forward_dim.values_value_1,");
    }

    private static Pieces strings(int flags, Pieces dictionary, Pieces ids) {
        return HandmadeSegment.descriptor("STRING", "stringDictionary", "")
                .int8(2)
                .int32(flags)
                .add(dictionary)
                .add(ids);
    }

    private static Pieces dictionary(HandmadeSegment made, String name) throws IOException {
        DictionaryWriter texts = new PlainDictionaryWriter(made.scratch(), "texts");
        for (int id = 0; id < TEXTS; id++) {
            byte[] value = text(id).getBytes(StandardCharsets.UTF_8);
            texts.add(value, 0, value.length);
        }
        return texts.finish(made.files(), name);
    }

    private static String text(int id) {
        return "value %04d".formatted(id);
    }

    private static GenericIndexed read(LogicalFiles files) {
        Region list = files.require("city.list");
        return GenericIndexed.read(new RegionReader(list), files);
    }
}
