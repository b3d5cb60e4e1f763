package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.StringColumn;
import io.isobar.segment.hll.HyperLogLog;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, reading ends with rows or with an exception that says what is wrong and where. */
class HostileBytesTest {
    private static final int DAMAGES = 60;
    private static final List<String> FILES = List.of("00000.smoosh", "meta.smoosh", "version.bin");

    @TempDir
    Path temp;

    static Stream<GoldenSegment> goldens() {
        return Stream.concat(
                Stream.of(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17).map(GoldenSegment::number),
                NestedReadTest.segments().stream().map(name -> new GoldenSegment(NestedReadTest.path(name))));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void damageIsToldOrHarmless(GoldenSegment golden) throws IOException {
        var random = new SplittableRandom(golden.name().hashCode());
        int told = 0;
        for (int i = 0; i < DAMAGES; i++) {
            long seed = random.nextLong();
            try {
                readAll(damaged(golden, new SplittableRandom(seed)));
            } catch (CorruptSegmentException | UnsupportedSegmentException e) {
                told++;
                assertThat(e).hasMessageContaining(temp.toString());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("damage of seed [%d]".formatted(seed), e);
            }
        }
        assertThat(told).isPositive();
    }

    private Path damaged(GoldenSegment golden, SplittableRandom random) throws IOException {
        Path copy = temp.resolve("damaged");
        Files.createDirectories(copy);
        String damagedFile = FILES.get(random.nextInt(10) == 0 ? 1 + random.nextInt(2) : 0);
        for (String file : FILES) {
            byte[] bytes = Files.readAllBytes(golden.segment().resolve(file));
            Files.write(copy.resolve(file), file.equals(damagedFile) ? damage(bytes, random) : bytes);
        }
        return copy;
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0xFF);
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(64)), (byte) 0);
            case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 4 -> bytes[at] = (byte) random.nextInt();
            default -> {
                int to = random.nextInt(bytes.length);
                int length = Math.min(1 + random.nextInt(32), bytes.length - Math.max(at, to));
                System.arraycopy(bytes, at, bytes, to, length);
            }
        }
        return bytes;
    }

    private static void readAll(Path directory) throws IOException {
        try (Segment segment = Segment.open(directory)) {
            for (String name : segment.columnNames()) {
                segment.column(name).ifPresent(HostileBytesTest::readAll);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void readAll(Column column) {
        SegmentDump.column(column);
        if (column instanceof StringColumn strings) {
            for (int id = 0; id < strings.cardinality(); id++) {
                String value = strings.value(id);
                strings.idOf(value);
                if (strings.hasBitmaps()) {
                    strings.bitmap(id).forEach((org.roaringbitmap.IntConsumer) row -> {});
                }
            }
        }
        if (column instanceof ComplexColumn objects && objects.typeName().equals("hyperUnique")) {
            foldAll(objects);
        }
    }

    private static void foldAll(ComplexColumn sketches) {
        HyperLogLog all = new HyperLogLog();
        for (int row = 0; row < sketches.rows(); row++) {
            ByteBuffer sketch = sketches.value(row);
            try {
                all.fold(sketch);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("hyperUnique");
            }
        }
        assertThat(all.estimate()).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version.bin", "meta.smoosh", "00000.smoosh"})
    void aMissingFileIsNamed(String missing) throws IOException {
        Path copy = damaged(GoldenSegment.number(1), new SplittableRandom(0));
        for (String file : FILES) {
            Files.copy(
                    GoldenSegment.number(1).segment().resolve(file),
                    copy.resolve(file),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        Files.delete(copy.resolve(missing));

        assertThatThrownBy(() -> Segment.open(copy))
                .isInstanceOf(CorruptSegmentException.class)
                .hasMessageContaining("File [%s] is missing".formatted(missing));
    }

    @Test
    void anotherVersionIsNotCalledCorrupt() throws IOException {
        Path copy = damaged(GoldenSegment.number(1), new SplittableRandom(0));
        Files.write(copy.resolve("version.bin"), new byte[] {0, 0, 0, 8});

        assertThatThrownBy(() -> Segment.open(copy))
                .isInstanceOf(UnsupportedSegmentException.class)
                .hasMessageContaining("Segment has format V8 (int32 at byte [0]), expected V9")
                .hasMessageContaining("version.bin");
    }

    @ParameterizedTest
    @CsvSource({"druid.segment, V10", "index.drd, V8 or older"})
    void aVersionWithoutItsNumberIsKnownByItsFiles(String file, String version) throws IOException {
        Path directory = Files.createDirectories(temp.resolve("other"));
        Files.write(directory.resolve(file), new byte[] {10});

        assertThatThrownBy(() -> Segment.open(directory))
                .isInstanceOf(UnsupportedSegmentException.class)
                .hasMessageContaining("Segment has format " + version)
                .hasMessageContaining("expected V9")
                .hasMessageContaining(directory.toString());
    }
}
