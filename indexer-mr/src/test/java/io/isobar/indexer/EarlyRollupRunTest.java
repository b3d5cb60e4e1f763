package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.input.RowOutcome;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment has the same bytes whether its rows became one in the map tasks or only when it was built. */
class EarlyRollupRunTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path directory;

    @Test
    void rowsThatAreAddedUpEarlyGiveTheBytesOfRowsThatAreNot() throws Exception {
        Path input = directory.resolve("rows.csv");
        Files.writeString(input, rows());
        String spec = spec(input);

        IndexReport report = new LocalRun(directory.resolve("run")).run(spec);

        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, (long) ROWS);
        assertThat(report.storedRows()).isLessThan(ROWS / 4);
        assertThat(report.segments()).hasSize(1);
        assertThat(report.segments().get(0).sha256())
                .isEqualTo(OneBuilder.sha256(input, spec, Interval.parse("2001-01-01/2001-01-02")));
    }

    /** Numbers that overflow a sum, and some that are missing. */
    private static String rows() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            long big = random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextLong(1_000);
            rows.append(978_307_200_000L + random.nextLong(86_400_000))
                    .append(",a")
                    .append(random.nextInt(300))
                    .append(',')
                    .append(random.nextInt(3) == 0 ? "" : big)
                    .append(',')
                    .append(random.nextInt(4) == 0 ? "" : random.nextInt(-50, 50) / 8.0)
                    .append('\n');
        }
        return rows.toString();
    }

    private static String spec(Path input) {
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "x", "y"],
                     "timestampSpec": {"column": "t", "format": "millis"},
                     "dimensionsSpec": {"dimensions": ["a"]}}},
                   "metricsSpec": [{"type": "count", "name": "count"},
                     {"type": "longSum", "name": "sum", "fieldName": "x"},
                     {"type": "longMin", "name": "least", "fieldName": "x"},
                     {"type": "doubleMax", "name": "most", "fieldName": "y"},
                     {"type": "floatMin", "name": "least_float", "fieldName": "y"},
                     {"type": "longSum", "name": "computed", "expression": "x / 2 + 1"},
                     {"type": "filtered", "filter": {"type": "null", "column": "x"},
                      "aggregator": {"type": "count", "name": "lacking"}},
                     {"type": "filtered", "filter": {"type": "like", "dimension": "a", "pattern": "a1%%"},
                      "aggregator": {"type": "doubleMin", "name": "least_of_some", "fieldName": "y"}}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                     "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(input);
    }
}
