package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One segment of five million rows, from raw text to zip, in a JVM with 128 MB of heap: map, sort, merge, build, store. */
class FiveMillionRowsIT {
    private static final int ROWS = 5_000_000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long START = 978_307_200_000L;

    @TempDir
    Path directory;

    @Test
    void aSegmentOfFiveMillionRowsNeeds128MegabytesOfHeap() throws Exception {
        Path input = directory.resolve("rows.csv");
        long sum = write(input);
        ForkedRun run = new ForkedRun(directory.resolve("run"), spec(input));

        ForkedRun.Ended ended = run.run("-Xmx128m");

        assertThat(ended.status()).as(run.errors()).isZero();
        assertThat(ended.segments()).hasSize(1);
        assertThat(ended.segments().get(0)).endsWith(" " + ROWS);
        assertThat(sum).isPositive();
    }

    /** Rows in no order; each has its own time and key, so none rolls up with another. */
    private static long write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        long sum = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                int n = random.nextInt(1_000);
                sum += n;
                out.write(
                        (START + random.nextLong(DAY_MILLIS)) + ",c" + random.nextInt(50) + ",u" + i + "," + n + "\n");
            }
        }
        return sum;
    }

    private static String spec(Path input) {
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "country", "user", "n"],
                     "timestampSpec": {"column": "t", "format": "millis"},
                     "dimensionsSpec": {"dimensions": ["country", "user"]}}},
                   "metricsSpec": [{"type": "count", "name": "count"},
                     {"type": "longSum", "name": "n", "fieldName": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1},
                   "jobProperties": {"mapreduce.task.io.sort.mb": "24"}}}""".formatted(input);
    }
}
