package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pipeline with two outputs, whose driver is killed at its steps, in a process of its own, and started again. A job for the
 * stage that both need comes first, then one for the segments of each.
 */
class KilledOutputsIT {
    private static final int KILLED = 137;
    private static final String RESUME = "-D" + ForkedRun.RESUME + "=true";
    private static final String FORCE = "-D" + ForkedRun.FORCE + "=true";
    private static final String FIRST = "2026-01-01T12:00:00.000Z";
    private static final String FORCED = "2026-01-01T12:00:00.001Z";

    @TempDir
    static Path directory;

    private static ForkedRun whole;
    private static List<String> expected;

    @BeforeAll
    static void runOnceWithoutAKill() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add("{\"t\":%d,\"a\":\"v%d\",\"id\":%d}".formatted(978_307_200_000L + i * 30_000L, i % 7, i % 1_500));
        }
        Files.write(directory.resolve("rows.json"), rows);
        whole = new ForkedRun(directory.resolve("whole"), spec("sums"));
        expected = whole.run().lines();
        assertThat(whole.stages())
                .containsExactly("started dedup once", "started build segments", "started build segments");
    }

    /** What the second driver runs: the stage for both, the segments of the first output, those of the second. */
    @ParameterizedTest
    @CsvSource({
        "index.job.after-act#1,        resumed,  started, started",
        "index.segment.after-put#1,    resumed,  started, started",
        "index.seal.before-act#1,      resumed,  resumed, started",
        "index.seal.after-act#1,       '',       '',      started",
        "index.job.before-enter#3,     '',       '',      started",
        "index.seal.before-act#2,      '',       '',      resumed",
        "index.seal.after-act#2,       '',       '',      ''"
    })
    void resumingRunsOnlyWhatIsLeft(String step, String stage, String first, String second) throws Exception {
        ForkedRun killed = killedAt(step);

        ForkedRun.Ended again = killed.run(RESUME);

        assertThat(again.status()).as(killed.errors()).isZero();
        assertThat(killed.stages())
                .containsExactlyElementsOf(
                        Stream.of(stage + " dedup once", first + " build segments", second + " build segments")
                                .filter(line -> !line.startsWith(" "))
                                .toList());
        isAsIfNothingHadHappened(killed);
    }

    @Test
    void aPlainRerunEndsInTheSameState() throws Exception {
        ForkedRun killed = killedAt("index.job.after-submit#3");

        assertThat(killed.run().status()).as(killed.errors()).isZero();

        isAsIfNothingHadHappened(killed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.seal.after-act#1", "index.seal.after-act#2"})
    void aForcedRunThatIsKilledAndForcedAgainIsOneBatchOfEach(String step) throws Exception {
        ForkedRun run = new ForkedRun(Files.createTempDirectory(directory, "forced"), spec("sums"));
        assertThat(run.run().lines()).isEqualTo(expected);

        assertThat(run.run(FORCE, "-Disobar.crash=" + step).status()).isEqualTo(KILLED);
        assertThat(run.run(FORCE).status()).as(run.errors()).isZero();

        for (String dataSource : List.of("rows", "sums")) {
            assertThat(pending(run, dataSource)).extracting(Batch::version).containsExactly(FIRST, FORCED);
        }
        assertThat(zips(run.store())).isEqualTo(zips(whole.store()));
        assertThat(run.work()).isEmptyDirectory();
    }

    @Test
    void whatAFailedOutputNeedsIsKeptUntilItIsSealed() throws Exception {
        Path late = directory.resolve("late.json");
        Files.writeString(late, "this is no JSON\n");
        ForkedRun run = new ForkedRun(directory.resolve("failed"), spec("both"));
        assertThat(run.run().status()).isEqualTo(1);
        assertThat(run.errors()).contains("late.json", "The stages before are kept: --resume goes on after them");

        Files.writeString(late, "{\"a\": \"late\", \"__time\": 978307200000}\n");
        assertThat(run.run(RESUME).status()).as(run.errors()).isZero();

        assertThat(run.stages()).containsExactly("started build segments");
        assertThat(run.work().resolve("rows")).as("the rows for both").doesNotExist();
    }

    private static ForkedRun killedAt(String step) throws Exception {
        ForkedRun killed = new ForkedRun(Files.createTempDirectory(directory, "killed"), spec("sums"));
        assertThat(killed.run("-Disobar.crash=" + step).status()).as(step).isEqualTo(KILLED);
        return killed;
    }

    private static void isAsIfNothingHadHappened(ForkedRun run) throws IOException {
        assertThat(run.work()).isEmptyDirectory();
        assertThat(zips(run.store())).isEqualTo(zips(whole.store()));
        for (String dataSource : List.of("rows", "sums")) {
            assertThat(pending(run, dataSource))
                    .isEqualTo(pending(whole, dataSource))
                    .hasSize(1);
        }
    }

    private static List<String> zips(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .map(file -> store.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<Batch> pending(ForkedRun run, String dataSource) throws IOException {
        try (ControlDatabase control = run.openControl()) {
            return control.batches().pending(dataSource);
        }
    }

    private static String spec(String second) {
        String output = """
                {"stage": "%s", "spec": {"dataSchema": {"dataSource": "%s",
                   "timestampSpec": {"column": "__time", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]},
                   "metricsSpec": [{"type": "count", "name": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "%s", "intervals": ["2001-01-01/P1D"]}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}}}}""";
        return """
                {"pipeline": {
                   "sources": {"in": {"format": "json", "paths": "%s/rows.json", "timestampSpec": {"column": "t"}},
                     "late": {"format": "json", "paths": "%s/late.json"}},
                   "stages": [
                     {"name": "once", "type": "dedup", "input": "in", "by": ["id"], "order": "__time"},
                     {"name": "sums", "type": "transform", "input": "once", "drop": ["id"]},
                     {"name": "both", "type": "union", "inputs": ["sums", "late"]}]},
                 "outputs": [%s, %s]}""".formatted(
                        directory,
                        directory,
                        output.formatted("once", "rows", "NONE"),
                        output.formatted(second, "sums", "HOUR"));
    }
}
