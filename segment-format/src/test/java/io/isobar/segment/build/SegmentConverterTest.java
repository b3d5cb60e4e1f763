package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.testing.GoldenSegment;
import io.isobar.segment.testing.RandomRows;
import io.isobar.segment.testing.SegmentDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A segment in another encoding holds the same rows, and is the one that would have been built in that encoding. */
class SegmentConverterTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @MethodSource("io.isobar.segment.testing.Seeds#some")
    void isTheSegmentThatWouldHaveBeenBuilt(long seed) throws IOException {
        RandomRows random = new RandomRows(seed, true);
        SegmentSpec spec = random.spec();
        List<BuildRow> rows = random.rows(spec);
        IndexSpec other = new RandomRows(seed + 1, true).spec().indexSpec();
        SegmentSpec wanted = new SegmentSpec(
                spec.interval(),
                spec.queryGranularity(),
                spec.rollup(),
                spec.dimensions(),
                spec.metrics(),
                other,
                Optional.empty());

        Path converted = temp.resolve("converted");
        try (Segment segment = Segment.open(build(spec, rows, "before"))) {
            SegmentConverter.convert(segment, other, temp.resolve("scratch"), converted);
        }

        Path expected = build(wanted, rows, "expected");
        for (String file : List.of("meta.smoosh", "00000.smoosh", "version.bin", "factory.json")) {
            assertThat(converted.resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
        assertThat(temp.resolve("scratch")).isEmptyDirectory();
    }

    static Stream<GoldenSegment> druids() {
        return GoldenSegment.all().filter(golden -> !golden.name().startsWith("16"));
    }

    @ParameterizedTest
    @MethodSource("druids")
    void keepsTheRowsAndTheNamesOfWhatDruidWrote(GoldenSegment golden) throws IOException {
        IndexSpec small = IndexSpec.fromJson(new ObjectMapper().readTree("""
                {"longEncoding": "auto", "stringDictionaryEncoding": {"type": "frontCoded", "bucketSize": 16}}"""));
        Path converted = temp.resolve("converted");
        try (Segment druids = Segment.open(golden.segment())) {
            SegmentConverter.convert(druids, small, temp.resolve("scratch"), converted);

            try (Segment ours = Segment.open(converted)) {
                assertThat(ours.columnNames()).isEqualTo(druids.columnNames());
                assertThat(ours.interval()).isEqualTo(druids.interval());
                assertThat(ours.metadata()).isEqualTo(druids.metadata());
                assertThat(SegmentDump.rows(ours, ours.columnNames()))
                        .isEqualTo(SegmentDump.rows(druids, druids.columnNames()));
            }
        }
    }

    @Test
    void refusesArraysByNameAndLeavesNothing() throws IOException {
        GoldenSegment golden = GoldenSegment.number(16);
        Path target = temp.resolve("segments").resolve("converted");
        try (Segment druids = Segment.open(golden.segment())) {
            assertThatThrownBy(() ->
                            SegmentConverter.convert(druids, IndexSpec.defaults(), temp.resolve("scratch"), target))
                    .isInstanceOf(UnsupportedSegmentException.class)
                    .hasMessageContaining("arrays or documents");
        }
        assertThat(Files.exists(target)).isFalse();
        assertThat(target.getParent()).isEmptyDirectory();
    }

    @Test
    void tellsDamageAndLeavesNothing() throws IOException {
        Path damaged = temp.resolve("damaged");
        Files.createDirectory(damaged);
        Path golden = GoldenSegment.number(2).segment();
        for (String file : List.of("meta.smoosh", "00000.smoosh", "version.bin")) {
            Files.copy(golden.resolve(file), damaged.resolve(file));
        }
        byte[] bytes = Files.readAllBytes(damaged.resolve("00000.smoosh"));
        String meta = Files.readString(damaged.resolve("meta.smoosh"));
        int column = Integer.parseInt(meta.lines()
                .filter(line -> line.startsWith("city,"))
                .findFirst()
                .orElseThrow()
                .split(",", -1)[2]);
        bytes[column] = (byte) 0x7F;
        Files.write(damaged.resolve("00000.smoosh"), bytes);

        Path target = temp.resolve("segments").resolve("converted");
        try (Segment segment = Segment.open(damaged)) {
            assertThatThrownBy(() ->
                            SegmentConverter.convert(segment, IndexSpec.defaults(), temp.resolve("scratch"), target))
                    .isInstanceOf(CorruptSegmentException.class)
                    .hasMessageContaining("city");
        }
        assertThat(target.getParent()).isEmptyDirectory();
        assertThat(temp.resolve("scratch")).isEmptyDirectory();
    }

    private Path build(SegmentSpec spec, List<BuildRow> rows, String name) throws IOException {
        Path built = temp.resolve(name);
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp.resolve("scratch"), 1 << 20)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(built);
        }
        return built;
    }
}
