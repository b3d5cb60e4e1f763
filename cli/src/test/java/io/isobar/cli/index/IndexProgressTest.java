package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.IndexReport.Outcome;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.StageJob;
import io.isobar.indexer.progress.StageProgress;
import io.isobar.indexer.progress.StageReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexProgressTest {
    private static final IndexSummary SUMMARY = new IndexSummary(
            Outcome.SEALED,
            "flights",
            "2026-01-01T00:00:00.000Z",
            "abc",
            Map.of(RowOutcome.PROCESSED, 990L, RowOutcome.UNPARSEABLE, 3L, RowOutcome.THROWN_AWAY, 7L),
            62,
            900,
            123_456,
            Optional.of("/isobar/flights/abc/bad-rows"));

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final IndexProgress progress = new IndexProgress(new PrintWriter(out));

    @Test
    void showsTheChainAndWhatEachJobDid() {
        progress.chain(List.of("clean", "segments"));
        progress.started("clean");
        progress.finished(new StageReport("clean", 1000, 990, Duration.ofSeconds(2)));
        progress.started("segments");
        progress.finished(new StageReport("segments", 990, 900, Duration.ofMillis(1500)));

        assertThat(out.toString().lines())
                .containsExactly(
                        "jobs: clean → segments",
                        "[1/2] clean        done  1,000 rows in, 990 out  2.0 s  500 rows/s",
                        "[2/2] segments     done  990 rows in, 900 out  1.5 s  660 rows/s");
    }

    /** Or it would be gone from the screen before it is read. */
    @Test
    void aQuestionIsNotWrittenOver() {
        progress.quietWhile(() -> true);
        progress.progress(new StageProgress("clean", 0.5, 100, Duration.ofHours(1)));
        assertThat(out.toString()).isEmpty();

        progress.quietWhile(() -> false);
        progress.progress(new StageProgress("clean", 0.5, 100, Duration.ofHours(1)));
        assertThat(out.toString()).contains("50 %");
    }

    @Test
    void tellsRateAndTimeLeftEveryFewSeconds() {
        progress.chain(List.of("clean"));
        progress.started("clean");
        for (int second = 1; second <= 6; second++) {
            progress.progress(new StageProgress("clean", second / 10.0, second * 100L, Duration.ofSeconds(second)));
        }

        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "[1/1] clean         30 %  300 rows  100 rows/s  about 8 s left",
                        "[1/1] clean         60 %  600 rows  100 rows/s  about 5 s left");
    }

    @Test
    void tellsWhereToWatchAnApplicationAndWhatNeedNotBeRepeated() {
        progress.chain(List.of("clean", "segments"));
        progress.resumed(new StageReport("clean", 1000, 990, Duration.ofSeconds(2)));
        progress.started("segments");
        assertThat(progress.hasApplication()).isFalse();
        progress.submitted(new StageJob("segments", "application_1_0002", Optional.of("http://rm:8088/proxy/"), true));

        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "[1/2] clean        was done before  1,000 rows in, 990 out",
                        "[2/2] segments     found application_1_0002  http://rm:8088/proxy/");
        assertThat(progress.hasApplication()).isTrue();
    }

    @Test
    void theSummaryCountsWhatWasBadAndWhatWasLeftOut() {
        assertThat(SUMMARY.inWords())
                .isEqualTo("Sealed version [2026-01-01T00:00:00.000Z] of [flights]: 62 segments, 900 rows from 1,000"
                        + " input rows (3 bad, 7 left out), 123,456 bytes\n"
                        + "counters: ROWS_PROCESSED=990, ROWS_PROCESSED_WITH_ERRORS=0, ROWS_UNPARSEABLE=3,"
                        + " ROWS_THROWN_AWAY=7\n"
                        + "bad rows: /isobar/flights/abc/bad-rows");
    }

    @Test
    void theSummaryFileReadsBack() throws Exception {
        Path file = Files.writeString(
                directory.resolve("summary.json"), SUMMARY.toJson().toPrettyString());

        assertThat(IndexSummary.read(file)).isEqualTo(SUMMARY);
    }
}
