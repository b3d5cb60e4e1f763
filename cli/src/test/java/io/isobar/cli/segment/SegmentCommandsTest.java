package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.CommandRun;
import io.isobar.segment.testing.GoldenSegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();
    private String druids;

    @BeforeEach
    void copyASegmentOfDruids() {
        druids = GoldenSegment.number(10).segment().toString();
    }

    @Test
    void inspectShowsIntervalRowsAndColumns() {
        assertThat(isobar.run("segment", "inspect", druids)).isZero();

        assertThat(isobar.out()).contains("interval", "2024-01-01T00:00:00.000Z/", "rows", "__time", "multi-value");
    }

    @Test
    void inspectPrintsTheSameAsJson() throws Exception {
        assertThat(isobar.run("segment", "inspect", "--json", druids)).isZero();

        JsonNode segment = JSON.readTree(isobar.out()).get(0);
        assertThat(segment.get("rows").asInt()).isPositive();
        assertThat(segment.get("columns").findValuesAsText("name")).contains("__time");
    }

    @Test
    void verifyFindsNothingWrongWithWhatDruidWrote() {
        assertThat(isobar.run("segment", "verify", druids)).isZero();

        assertThat(isobar.out()).isEqualToNormalizingNewlines(druids + ": sound\n");
    }

    @Test
    void verifyTellsDamageAndFails() throws Exception {
        Path damaged = Files.createDirectory(directory.resolve("damaged"));
        try (var files = Files.list(Path.of(druids))) {
            for (Path file : files.toList()) {
                Files.copy(file, damaged.resolve(String.valueOf(file.getFileName())));
            }
        }
        byte[] bytes = Files.readAllBytes(damaged.resolve("00000.smoosh"));
        Files.write(damaged.resolve("00000.smoosh"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(isobar.run("segment", "verify", damaged.toString())).isEqualTo(1);

        assertThat(isobar.out()).startsWith(damaged + ": ").doesNotContain("sound");
    }

    @Test
    void verifyHashesAZipThatIsNamedByItsContent() throws Exception {
        Path foreign = Files.write(directory.resolve("0".repeat(64) + ".zip"), new byte[] {1, 2, 3});

        assertThat(isobar.run("segment", "verify", foreign.toString())).isEqualTo(1);

        assertThat(isobar.out())
                .contains("its SHA-256 is [039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "segment inspect",
                "segment dump",
                "segment diff",
                "segment convert",
                "segment verify",
                "segment query",
                "segment build"
            })
    void everyCommandHasAnExampleAndItsExitCodes(String command) {
        assertThat(isobar.run((command + " --help").split(" "))).isZero();

        assertThat(isobar.out()).contains("Exit codes:", "  2   wrong usage", "Example:", "isobar " + command);
    }

    @ParameterizedTest
    @CsvSource({
        "segment inspect /no/such, No segment [/no/such]: there is no such file",
        "segment query /no/such -f /no/query, No segment [/no/such]",
        "segment build --spec /no/spec --rows /no/rows -o out, No file [/no/spec] for --spec",
    })
    void namesTheFileThatIsMissing(String command, String message) {
        assertThat(isobar.run(command.split(" "))).isEqualTo(2);

        assertThat(isobar.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void aSpecWithATypoIsOneErrorThatNamesTheField() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), "{\"dimensionsSpec\":{\"dimensoins\":[]}}");
        Path rows = Files.writeString(directory.resolve("rows.jsonl"), "");

        assertThat(isobar.run("segment", "build", "--spec", "" + spec, "--rows", "" + rows, "-o", directory + "/out"))
                .isEqualTo(1);

        assertThat(isobar.err())
                .contains("[dimensionsSpec.dimensoins]", "did you mean [dimensions]?")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void refusesToBuildOverSomethingThatIsThere() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), "{}");
        Path output = Files.createDirectory(directory.resolve("out"));
        Files.writeString(output.resolve("precious"), "x");

        assertThat(isobar.run("segment", "build", "--spec", "" + spec, "--rows", "" + spec, "-o", "" + output))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("Output [" + output + "] exists already");
        assertThat(output.resolve("precious")).exists();
    }

    @Test
    void aQueryThatIsNotJsonIsNamedWithLineAndColumn() throws Exception {
        Path query = Files.writeString(directory.resolve("query.json"), "{\n  \"queryType\": timeseries\n}");

        assertThat(isobar.run("segment", "query", druids, "-f", query.toString()))
                .isEqualTo(1);

        assertThat(isobar.err())
                .contains("[" + query + "] is not JSON", "line [2]")
                .doesNotContain("\tat ");
    }

    @Test
    void aQueryOfAnUnknownTypeIsNamedByItsPlaceInTheFile() throws Exception {
        Path query = Files.writeString(
                directory.resolve("query.json"), "[{\"queryType\":\"timeserie\",\"dataSource\":\"x\"}]");

        assertThat(isobar.run("segment", "query", druids, "-f", query.toString()))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("Query [0] of [" + query + "]", "timeserie");
    }

    @Test
    void verboseShowsWhereItFailed() throws Exception {
        Path query = Files.writeString(directory.resolve("query.json"), "{}");

        assertThat(isobar.run("segment", "query", "--verbose", druids, "-f", query.toString()))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("has no query", "\tat ");
    }
}
