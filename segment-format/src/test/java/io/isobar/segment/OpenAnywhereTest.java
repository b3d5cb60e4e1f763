package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.smoosh.ByteSource;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.HandmadeSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A segment is read from wherever it lies as from its directory. */
class OpenAnywhereTest {
    private static final Path DIRECTORY = GoldenSegment.number(10).segment();

    @TempDir
    Path temp;

    @Test
    void readsADeflatedZipAsDruidPacksIt() throws IOException {
        Path zip = Files.write(temp.resolve("index.zip"), deflated(DIRECTORY));
        Path scratch = Files.createDirectory(temp.resolve("unpacked"));

        try (Segment segment = Segment.open(zip, scratch)) {
            assertSameAsDirectory(segment);
            assertNothingIn(scratch);
        }
        try (Segment segment = Segment.open(zip)) {
            assertSameAsDirectory(segment);
        }
    }

    @Test
    void readsDeflatedAndStoredZipsThroughAChannel() throws IOException {
        for (byte[] packed : List.of(deflated(DIRECTORY), stored(DIRECTORY))) {
            Path zip = Files.write(temp.resolve("index.zip"), packed);
            FileChannel channel = FileChannel.open(zip);
            try (Segment segment = Segment.open(ByteSource.of(channel, "hdfs://there/index.zip"), temp)) {
                assertSameAsDirectory(segment);
                assertThat(channel.isOpen()).isTrue();
            }
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void fetchesOnlyTheColumnsThatAreAskedFor() throws IOException {
        Source zip = new Source(stored(DIRECTORY));
        try (Segment segment = Segment.open(zip, temp);
                Segment plain = Segment.open(DIRECTORY)) {
            long forOpening = zip.fetched;
            assertThat(SegmentDump.column(segment, "user")).isEqualTo(SegmentDump.column(plain, "user"));
            assertThat(zip.fetched).isGreaterThan(forOpening).isLessThan(zip.bytes.length / 2);
            long forOneColumn = zip.fetched;
            SegmentDump.column(segment, "user");
            assertThat(zip.fetched).isEqualTo(forOneColumn);
        }
    }

    @Test
    void putsLargeColumnsIntoScratchFilesThatHaveNoNameAnyMore() throws IOException {
        Path segment = bigSegment();
        Path scratch = Files.createDirectory(temp.resolve("unpacked"));
        for (byte[] packed : List.of(stored(segment), deflated(segment))) {
            try (Segment zipped = Segment.open(new Source(packed), scratch);
                    Segment plain = Segment.open(segment)) {
                assertThat(SegmentDump.column(zipped, "big")).isEqualTo(SegmentDump.column(plain, "big"));
                assertNothingIn(scratch);
            }
        }
    }

    @Test
    void closesTheSourceIfOpeningFails() throws IOException {
        Source noZip = new Source(new byte[100]);
        assertThatThrownBy(() -> Segment.open(noZip, temp))
                .isInstanceOf(CorruptSegmentException.class)
                .hasMessageContaining("it is no zip")
                .hasMessageContaining("far away");
        assertThat(noZip.closed).isTrue();

        Source noSegment = new Source(zip("version.bin", new byte[] {0, 0, 0, 9}));
        assertThatThrownBy(() -> Segment.open(noSegment, temp))
                .isInstanceOf(CorruptSegmentException.class)
                .hasMessageContaining("Entry [meta.smoosh] is missing");
        assertThat(noSegment.closed).isTrue();
    }

    @Test
    void tellsThatASegmentIsClosedWhoeverNoticedFirst() throws IOException {
        Source zip = new Source(stored(DIRECTORY));
        Segment segment = Segment.open(zip, temp);
        zip.beforeRead = segment::close;

        assertThatThrownBy(() -> segment.column("user"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void passesOnThatTheStoreFailed() throws IOException {
        Source zip = new Source(stored(DIRECTORY));
        try (Segment segment = Segment.open(zip, temp)) {
            zip.failing = true;
            assertThatThrownBy(() -> segment.column("user"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the store is away");
            zip.failing = false;
            assertThat(segment.column("user")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 200, 2000})
    void tellsDamageOfADeflatedEntry(int at) throws IOException {
        byte[] packed = deflated(DIRECTORY);
        packed[at] ^= 0x10;
        Path zip = Files.write(temp.resolve("index.zip"), packed);

        assertThatThrownBy(() -> Segment.open(zip, temp))
                .isInstanceOf(CorruptSegmentException.class)
                .hasMessageContaining("Entry [00000.smoosh] cannot be unpacked")
                .hasMessageContaining("index.zip");
    }

    @Test
    void refusesAnEntryThatIsPackedInAnotherWay() throws IOException {
        byte[] packed = zip("version.bin", new byte[] {0, 0, 0, 9});
        int directoryEntry = new String(packed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        packed[directoryEntry + 10] = 12;

        assertThatThrownBy(() -> Segment.open(new Source(packed), temp))
                .isInstanceOf(UnsupportedSegmentException.class)
                .hasMessageContaining("Entry [version.bin] is compressed by method [12]")
                .hasMessageContaining("Pack the segment's files anew");
    }

    private static void assertSameAsDirectory(Segment segment) throws IOException {
        try (Segment plain = Segment.open(DIRECTORY)) {
            assertThat(segment.columnNames()).isEqualTo(plain.columnNames());
            for (String column : plain.columnNames()) {
                assertThat(SegmentDump.column(segment, column)).isEqualTo(SegmentDump.column(plain, column));
            }
        }
    }

    private static void assertNothingIn(Path scratch) throws IOException {
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    /** One whose column is larger than what is kept on the heap. */
    private Path bigSegment() throws IOException {
        try (HandmadeSegment made = new HandmadeSegment(temp)) {
            made.longs("__time", 20_000, row -> row);
            made.longs("big", 20_000, row -> row * row);
            return made.finish(List.of("big"), List.of());
        }
    }

    private static byte[] stored(Path directory) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        SegmentZip.pack(directory, packed);
        return packed.toByteArray();
    }

    private static byte[] deflated(Path directory) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed);
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return packed.toByteArray();
    }

    /** A file in a store far away that counts what is fetched, and can fail. */
    private static final class Source implements ByteSource {
        private final byte[] bytes;
        private long fetched;
        private boolean closed;
        private boolean failing;
        private Runnable beforeRead = () -> {};

        Source(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            beforeRead.run();
            if (failing || closed) {
                throw new IOException("the store is away");
            }
            fetched += into.remaining();
            into.put(bytes, (int) position, into.remaining());
        }

        @Override
        public String location() {
            return "far away";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
