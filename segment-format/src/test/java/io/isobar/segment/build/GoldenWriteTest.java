package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.smoosh.DirectoryFiles;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Druid's writer is deterministic, ours gives the same bytes for the same rows. */
class GoldenWriteTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 11, 12, 15})
    void givesTheBytesThatDruidGave(int number) throws IOException {
        GoldenSegment golden = GoldenSegment.number(number);

        Path built = build(golden.spec(), golden.buildRows());

        assertThat(differences(built, golden.segment())).isEmpty();
        for (String file : List.of("meta.smoosh", "version.bin", "factory.json")) {
            assertThat(built.resolve(file))
                    .hasSameBinaryContentAs(golden.segment().resolve(file));
        }
    }

    /** Druid adds in the order of the input, ours in the order of the numbers, so the last digits of sums may differ. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6, 7})
    void differsFromDruidInDoubleSumsOnlyAndThereBecauseOfTheOrderOfAddition(int number) throws IOException {
        GoldenSegment golden = GoldenSegment.number(number);

        Path built = build(golden.spec(), golden.buildRows());
        Path builtFromSums = buildFromSums(golden);

        assertThat(differences(built, golden.segment())).containsOnlyKeys("price");
        assertThat(differences(builtFromSums, golden.segment())).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("large")
    void givesTheBytesThatDruidGaveForManyRows(GoldenSegment golden) throws IOException {
        assertThat(differences(buildFromSums(golden), golden.segment())).isEmpty();
    }

    static Stream<GoldenSegment> large() {
        return GoldenSegment.all().filter(golden -> golden.name().contains("_big"));
    }

    @Test
    void leavesColumnsOutThatAreNullInEveryRowAndIsTheSameElse() throws IOException {
        GoldenSegment golden = GoldenSegment.number(17);

        Path built = build(golden.spec(), golden.buildRows());

        assertThat(differences(built, golden.segment())).containsOnlyKeys("allnull", "index.drd");
    }

    /** Builds from rows whose sums were made in Druid's order. */
    private Path buildFromSums(GoldenSegment golden) throws IOException {
        SegmentSpec spec = golden.spec();
        return build(spec.combining(), new NaiveRows(spec, golden.buildRows()).stored());
    }

    private Path build(SegmentSpec spec, List<BuildRow> rows) throws IOException {
        Path built = Files.createTempDirectory(temp, "built").resolve("segment");
        try (SegmentBuilder builder = new SegmentBuilder(spec, temp, 1 << 20)) {
            for (BuildRow row : rows) {
                builder.add(row);
            }
            builder.writeTo(built);
        }
        return built;
    }

    /** By name of a logical file, its sizes and where the two differ first. */
    private static Map<String, String> differences(Path ours, Path theirs) throws IOException {
        LogicalFiles our = LogicalFiles.open(new DirectoryFiles(ours));
        LogicalFiles their = LogicalFiles.open(new DirectoryFiles(theirs));
        Map<String, String> differences = new TreeMap<>();
        for (String line : Files.readAllLines(theirs.resolve("meta.smoosh"))) {
            String name = line.substring(0, line.indexOf(','));
            if (name.equals("v1")) {
                continue;
            }
            ByteBuffer expected = their.require(name).bytes();
            ByteBuffer found = our.find(name).map(region -> region.bytes()).orElse(ByteBuffer.allocate(0));
            if (expected.mismatch(found) >= 0) {
                differences.put(
                        name,
                        "differs at %d; %d bytes, expected %d"
                                .formatted(expected.mismatch(found), found.limit(), expected.limit()));
            }
        }
        return differences;
    }
}
