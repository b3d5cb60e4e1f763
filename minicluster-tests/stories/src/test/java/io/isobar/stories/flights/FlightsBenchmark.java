package io.isobar.stories.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.StageReport;
import io.isobar.query.Query;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What indexing costs, how large segments are beside the Parquet file, and how fast they are read. {@code scripts/bench}
 * runs it and keeps the lines that start with a bar; no suite does.
 */
class FlightsBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(5);

    @Test
    void flights(@TempDir Path directory) throws Exception {
        String all = System.getenv("ISOBAR_DATA");
        Path flights = all == null ? SampleData.flights() : Path.of(all).resolve("flights-3m.parquet");
        String interval = all == null ? "2001-01-01/2001-02-01" : "2001-01-01/2001-07-02";
        line(
                "machine",
                "%d processors, load %.1f at the start"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));

        var indexer = new FlightIndexer(directory, "benchmark");
        long started = System.nanoTime();
        IndexReport report = indexer.index(flights, interval);
        double seconds = (System.nanoTime() - started) / 1e9;
        tellIndexing(report, seconds, Files.size(flights));
        try (SegmentAnswers segments = indexer.open(report)) {
            for (FlightQuestion question : FlightQuestion.values()) {
                tellScan(question, segments, report.storedRows());
            }
        }
    }

    private static void tellIndexing(IndexReport report, double seconds, long parquetBytes) {
        long rows = report.rows().getOrDefault(RowOutcome.PROCESSED, 0L);
        assertThat(rows).isPositive();
        line(
                "input",
                "%,d rows, Parquet of %,d bytes: %.2f bytes a row"
                        .formatted(rows, parquetBytes, (double) parquetBytes / rows));
        line("whole run, local runner, 2 tasks", "%.1f s: %,.0f rows/s".formatted(seconds, rows / seconds));
        for (StageReport stage : report.stages()) {
            line(
                    "stage " + stage.stage(),
                    "%,d rows in %.1f s: %,.0f rows/s"
                            .formatted(stage.rowsIn(), stage.took().toMillis() / 1e3, stage.rowsPerSecond()));
        }
        line(
                "segments",
                "%,d of %,d rows after rollup, zips of %,d bytes"
                        .formatted(report.segments().size(), report.storedRows(), report.bytes()));
        line("bytes a stored row, zip", "%.2f".formatted((double) report.bytes() / report.storedRows()));
        line(
                "bytes an input row, zip",
                "%.2f, %.2f times the Parquet (which has no names of cities and no coordinates)"
                        .formatted((double) report.bytes() / rows, (double) report.bytes() / parquetBytes));
    }

    private static void tellScan(FlightQuestion question, SegmentAnswers segments, long storedRows) throws IOException {
        Query query = Query.parse(question.query());
        repeat(query, segments, WARM_UP);
        double millis = repeat(query, segments, MEASURED);
        line(
                "scan, one thread, " + question.name().toLowerCase(Locale.ROOT),
                "%.1f ms: %.1f million rows/s".formatted(millis, storedRows / millis / 1e3));
    }

    /** Milliseconds that an answer takes. */
    private static double repeat(Query query, SegmentAnswers segments, Duration atLeast) throws IOException {
        long started = System.nanoTime();
        int answers = 0;
        do {
            try (JsonGenerator out = JSON.createGenerator(Writer.nullWriter())) {
                segments.answer(query, out);
            }
            answers++;
        } while (System.nanoTime() - started < atLeast.toNanos());
        return (System.nanoTime() - started) / 1e6 / answers;
    }

    private static void line(String what, String figure) {
        System.out.println("| " + what + " | " + figure + " |");
    }
}
