package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentZipTest {
    private static final long ENOUGH = 1 << 20;

    private final Path directory = GoldenSegment.number(10).segment();

    @TempDir
    Path temp;

    @Test
    void packsTheSameFilesIntoTheSameBytes() throws IOException {
        Path copy = Files.createDirectory(temp.resolve("copy"));
        for (String file : new String[] {"version.bin", "meta.smoosh", "factory.json", "00000.smoosh"}) {
            Files.copy(directory.resolve(file), copy.resolve(file));
            Files.setLastModifiedTime(copy.resolve(file), FileTime.fromMillis(1_000_000_000_000L));
        }

        assertThat(packed(copy)).isEqualTo(packed(directory));
    }

    @Test
    void unpacksWhatItPacked() throws IOException {
        Path unpacked = temp.resolve("unpacked");

        SegmentZip.unpack(new ByteArrayInputStream(packed(directory)), unpacked, ENOUGH);

        assertThat(packed(unpacked)).isEqualTo(packed(directory));
    }

    @Test
    void opensASegmentWhereItLiesInAZip() throws IOException {
        Path zip = temp.resolve("segment.zip");
        Files.write(zip, packed(directory));
        try (Segment zipped = Segment.open(zip);
                Segment plain = Segment.open(directory)) {
            for (String column : plain.columnNames()) {
                assertThat(SegmentDump.column(zipped, column)).isEqualTo(SegmentDump.column(plain, column));
            }
        }
    }

    @Test
    void damageToAZipIsToldOrHarmless() throws IOException {
        byte[] sound = packed(directory);
        var random = new SplittableRandom(1);
        Path zip = temp.resolve("damaged.zip");
        for (int i = 0; i < 400; i++) {
            byte[] bytes = sound.clone();
            int fromEnd = 1 + random.nextInt(400);
            bytes[bytes.length - fromEnd] = (byte) random.nextInt();
            Files.write(zip, random.nextInt(10) == 0 ? Arrays.copyOf(bytes, bytes.length - fromEnd) : bytes);
            try (Segment segment = Segment.open(zip)) {
                assertThat(segment.rows()).isEqualTo(400);
            } catch (CorruptSegmentException | UnsupportedSegmentException e) {
                assertThat(e).hasMessageContaining("damaged.zip");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a/b", "..", ".hidden", "a\\b", "directory/"})
    void refusesNamesThatAreNoPlainFiles(String name) throws IOException {
        byte[] zip = zip(name, new byte[10]);

        assertThatThrownBy(() -> SegmentZip.unpack(new ByteArrayInputStream(zip), temp.resolve("dir"), ENOUGH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Zip has an entry [%s]".formatted(name));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void stopsUnpackingWhenThereIsMoreThanWasTold() throws IOException {
        byte[] bomb = zip("00000.smoosh", new byte[10 << 20]);

        assertThat(bomb.length).isLessThan(20_000);
        assertThatThrownBy(() -> SegmentZip.unpack(new ByteArrayInputStream(bomb), temp.resolve("dir"), ENOUGH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Zip has more than the [%d] bytes".formatted(ENOUGH));
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void neverUnpacksOverWhatIsThere() throws IOException {
        Path dir = Files.createDirectory(temp.resolve("dir"));

        assertThatThrownBy(() -> SegmentZip.unpack(new ByteArrayInputStream(packed(directory)), dir, ENOUGH))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void leavesTheStreamOpenThatItPacksTo() throws IOException {
        boolean[] closed = {false};
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        SegmentZip.pack(directory, out);

        assertThat(closed[0]).isFalse();
    }

    private static byte[] packed(Path dir) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SegmentZip.pack(dir, out);
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            if (!name.endsWith("/")) {
                out.write(content);
            }
            out.closeEntry();
        }
        return bytes.toByteArray();
    }
}
