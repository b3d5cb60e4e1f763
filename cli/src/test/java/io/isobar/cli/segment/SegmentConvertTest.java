package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.CommandRun;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentConvertTest {
    @TempDir
    private Path temp;

    private final CommandRun isobar = new CommandRun();
    private final String source = GoldenSegment.number(10).segment().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"bitmap\":{\"type\":\"concise\"},\"longEncoding\":\"auto\",\"metricCompression\":\"none\"}",
                "{\"dimensionCompression\":\"zstd\",\"metricCompression\":\"lzf\","
                        + "\"stringDictionaryEncoding\":{\"type\":\"frontCoded\",\"bucketSize\":8}}",
                "{\"dimensionCompression\":\"uncompressed\"}"
            })
    void writesTheSameRowsInAnotherEncoding(String indexSpec) throws IOException {
        Path target = temp.resolve("converted");

        assertThat(isobar.run("segment", "convert", source, "" + target, "--index-spec", "" + spec(indexSpec)))
                .as(isobar.err())
                .isZero();

        assertThat(isobar.out()).contains("bytes before", "all columns", target + ": 400 rows");
        assertThat(isobar.run("segment", "diff", "--ignore-encoding", source, "" + target))
                .as(isobar.out())
                .isZero();
        assertThat(isobar.run("segment", "verify", "" + target)).isZero();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void writesAZipIfTheTargetIsCalledSo() throws IOException {
        Path zip = temp.resolve("converted.zip");

        assertThat(isobar.run("segment", "convert", source, "" + zip, "--index-spec", "" + spec("{}"), "--json"))
                .isZero();

        JsonNode sizes = new ObjectMapper().readTree(isobar.out());
        assertThat(sizes.path("rows").intValue()).isEqualTo(400);
        assertThat(sizes.path("bytesBefore").longValue()).isPositive();
        assertThat(sizes.at("/columns/user/after").longValue()).isPositive();
        assertThat(isobar.run("segment", "diff", "--ignore-encoding", source, "" + zip))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"bitmap":             | is not JSON
            {"longEncoding":"all"} | longEncoding
            {"compress":"lz4"}     | compress
            """)
    void anIndexSpecThatIsWrongIsNamed(String indexSpec, String message) throws IOException {
        Path target = temp.resolve("converted");
        Path file = spec(indexSpec);

        assertThat(isobar.run("segment", "convert", source, "" + target, "--index-spec", "" + file))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("[" + file + "]", message).doesNotContain("\tat ");
        assertThat(target).doesNotExist();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void writesOverNothing() throws IOException {
        Path precious = Files.writeString(temp.resolve("precious"), "x");

        assertThat(isobar.run("segment", "convert", source, "" + precious, "--index-spec", "" + spec("{}")))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("Target [" + precious + "] exists already");
        assertThat(precious).hasContent("x");
    }

    private Path spec(String json) throws IOException {
        return Files.writeString(temp.resolve("spec.json"), json);
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
