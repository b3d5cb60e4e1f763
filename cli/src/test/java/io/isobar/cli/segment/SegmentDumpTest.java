package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.CommandRun;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as people and scripts want them. */
class SegmentDumpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temp;

    private final CommandRun isobar = new CommandRun();
    private final GoldenSegment golden = GoldenSegment.number(10);
    private final String segment = golden.segment().toString();

    @Test
    void printsTheRowsThatDruidGave() throws IOException {
        assertThat(isobar.run("segment", "dump", segment)).isZero();

        JsonNode answer = golden.results().get("scan_all").get(0);
        List<String> lines = isobar.out().lines().toList();
        assertThat(lines).hasSize(answer.path("events").size());
        for (int row = 0; row < lines.size(); row += 7) {
            JsonNode printed = JSON.readTree(lines.get(row));
            JsonNode event = answer.path("events").get(row);
            for (int i = 1; i < answer.path("columns").size(); i++) {
                String name = answer.path("columns").get(i).asText();
                if (!event.get(i).isNull()) {
                    assertThat(printed.get(name).toString())
                            .as(name)
                            .isEqualTo(event.get(i).toString());
                }
            }
        }
    }

    @Test
    void limitOffsetAndColumnsChooseWhatIsPrinted() {
        assertThat(isobar.run("segment", "dump", segment, "--columns", "user,__time", "--limit", "2", "--offset", "1"))
                .isZero();

        assertThat(isobar.out()).isEqualToNormalizingNewlines("""
                        {"user":"u414","__time":"2024-01-01T00:02:07.747Z"}
                        {"user":"u470","__time":"2024-01-01T00:02:39.163Z"}
                        """);
    }

    @Test
    void offsetsGoOnOverBatchesAndSegments() {
        assertThat(isobar.run(
                        "segment", "dump", segment, segment, "--columns", "user", "--offset", "399", "--limit", "3"))
                .isZero();
        List<String> across = isobar.out().lines().toList();

        assertThat(isobar.run("segment", "dump", segment, "--columns", "user")).isZero();
        List<String> all = isobar.out().lines().toList();
        assertThat(across).containsExactly(all.get(399), all.get(0), all.get(1));
    }

    @Test
    void csvQuotesWhatNeedsItAndTellsNullFromEmpty() {
        assertThat(isobar.run(
                        "segment", "dump", segment, "--format", "csv", "--columns", "single,tags,fdim", "--limit", "3"))
                .isZero();

        assertThat(isobar.out()).isEqualToNormalizingNewlines("""
                        single,tags,fdim
                        ,"[null,""t1"",""t7""]",19.0
                        s5,t3,6.75
                        s4,[],
                        """);
    }

    @Test
    void aTableHasHeadingsOnEachPage() {
        assertThat(isobar.run("segment", "dump", segment, segment, "--format", "table", "--columns", "user"))
                .isZero();

        assertThat(isobar.out().lines().filter("user"::equals)).hasSize(2);
    }

    @Test
    void aFilterChoosesRows() {
        assertThat(isobar.run(
                        "segment",
                        "dump",
                        segment,
                        "--columns",
                        "single",
                        "--filter",
                        "{\"type\":\"selector\",\"dimension\":\"single\",\"value\":\"s5\"}"))
                .isZero();

        assertThat(isobar.out().lines()).isNotEmpty().allMatch("{\"single\":\"s5\"}"::equals);
    }

    @Test
    void estimatesStandInForSketches() {
        assertThat(isobar.run("segment", "dump", segment, "--columns", "users", "--limit", "1", "--estimates"))
                .isZero();

        assertThat(isobar.out()).isEqualToNormalizingNewlines("{\"users\":1.0002442201269182}\n");
    }

    @Test
    void aZipGivesTheSameAsItsDirectory() throws IOException {
        Path zip = temp.resolve("segment.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            SegmentZip.pack(golden.segment(), out);
        }
        assertThat(isobar.run("segment", "dump", segment)).isZero();
        String expected = isobar.out();

        assertThat(isobar.run("segment", "dump", zip.toString())).isZero();

        assertThat(isobar.out()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --columns nothing            | 2 | No column [nothing]: there are __time, single,
            --limit -1                   | 2 | --limit and --offset must not be negative
            --format xml                 | 2 | --format
            --json --format csv          | 2 | --json and --format contradict each other
            --filter {"type":            | 1 | --filter is not JSON
            --filter {"type":"selektor"} | 1 | selektor
            """)
    void namesWhatIsWrong(String options, int code, String message) {
        assertThat(isobar.run(("segment dump " + segment + " " + options).split(" ")))
                .isEqualTo(code);

        assertThat(isobar.err()).contains(message).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dump", "inspect", "verify"})
    void damageIsOneLine(String command) throws IOException {
        Path damaged = temp.resolve("damaged.zip");
        Files.write(damaged, new byte[100]);

        assertThat(isobar.run("segment", command, damaged.toString())).isEqualTo(1);

        assertThat(isobar.out() + isobar.err()).contains("No end record found").doesNotContain("\tat ");
    }
}
