package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.ReleaseSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job may compress what its map tasks hand over; its segments don't show it. */
class CompressedMapOutputRunTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    @Test
    void givesTheSameSegmentsWhateverTheCodec() throws Exception {
        Path input = Files.writeString(directory.resolve("rows.csv"), rows());
        List<String> plain = segments(input, "plain", "\"mapreduce.map.output.compress\": \"false\"");
        assertThat(plain).hasSize(2);

        for (Class<?> codec : List.of(DefaultCodec.class, SnappyCodec.class, Lz4Codec.class, BZip2Codec.class)) {
            assertThat(segments(input, codec.getSimpleName(), compressed(codec.getName())))
                    .as("%s", codec)
                    .isEqualTo(plain);
        }
    }

    @Test
    void aCodecThatIsNotThereIsNamed() throws Exception {
        Path input = Files.writeString(directory.resolve("rows.csv"), "978307200000,a,1\n");

        assertThatThrownBy(() -> segments(input, "unknown", compressed("org.example.NoCodec")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "[mapreduce.map.output.compress.codec] is [org.example.NoCodec], which isn't on the class path");
    }

    private static String compressed(String codec) {
        return "\"mapreduce.map.output.compress\": \"true\", \"mapreduce.map.output.compress.codec\": \"%s\""
                .formatted(codec);
    }

    private List<String> segments(Path input, String name, String properties) throws IOException {
        return new LocalRun(directory.resolve(name))
                .run(spec(input, properties)).segments().stream()
                        .map(ReleaseSegment::sha256)
                        .sorted()
                        .toList();
    }

    /** More than fit into a megabyte, so that they are spilled and merged too. */
    private static String rows() {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(978_307_200_000L + random.nextLong(86_400_000))
                    .append(',')
                    .append(Integer.toHexString(random.nextInt()).repeat(10))
                    .append(',')
                    .append(random.nextInt(1_000))
                    .append('\n');
        }
        return rows.toString();
    }

    private static String spec(Path input, String properties) {
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "x"],
                     "timestampSpec": {"column": "t", "format": "millis"},
                     "dimensionsSpec": {"dimensions": ["a"]}}},
                   "metricsSpec": [{"type": "longSum", "name": "sum", "fieldName": "x"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                     "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2},
                   "jobProperties": {"mapreduce.task.io.sort.mb": "1", %s}}}""".formatted(input, properties);
    }
}
