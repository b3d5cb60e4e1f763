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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver is killed at each of its steps, in a process of its own, and started again. */
class KilledDriverIT {
    private static final int KILLED = 137;

    @TempDir
    static Path directory;

    private static Path input;
    private static ForkedRun whole;
    private static List<String> expected;

    @BeforeAll
    static void runOnceWithoutAKill() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add("{\"t\":%d,\"a\":\"v%d\",\"n\":%d}".formatted(978_307_200_000L + i * 60_000L, i % 7, i));
        }
        input = Files.write(directory.resolve("rows.json"), rows);
        whole = new ForkedRun(directory.resolve("whole"), spec());
        expected = whole.run().lines();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.lock.after-act",
                "index.begin.after-act",
                "index.job.after-submit#1",
                "index.segment.after-put#1",
                "index.seal.before-act",
                "index.seal.after-act"
            })
    void aRerunEndsInTheSameStateAsARunThatWasNotKilled(String step) throws Exception {
        ForkedRun killed = killedAt(step);

        ForkedRun.Ended again = killed.run();

        assertThat(again.status()).as(killed.errors()).isZero();
        if (step.equals("index.seal.after-act")) {
            assertThat(again.lines()).containsExactly("ALREADY_SEALED 2026-01-01T12:00:00.000Z");
        } else {
            assertThat(again.lines()).isEqualTo(expected);
            assertThat(killed.stages()).containsExactly("started determine partitions", "started build segments");
        }
        isAsIfNothingHadHappened(killed);
    }

    @ParameterizedTest
    @CsvSource({
        "index.job.before-enter#1, started determine partitions, started build segments",
        "index.job.after-act#1, resumed determine partitions, started build segments",
        "index.segment.after-put#2, resumed determine partitions, started build segments",
        "index.job.after-act#2, resumed determine partitions, resumed build segments"
    })
    void resumingDoesNotRepeatWhatIsDone(String step, String first, String second) throws Exception {
        ForkedRun killed = killedAt(step);

        ForkedRun.Ended again = killed.run("-D" + ForkedRun.RESUME + "=true");

        assertThat(again.status()).as(killed.errors()).isZero();
        assertThat(killed.stages()).containsExactly(first, second);
        assertThat(again.lines()).isEqualTo(expected);
        isAsIfNothingHadHappened(killed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.segment.after-put#1", "index.seal.after-act"})
    void aForcedRunThatIsKilledAndForcedAgainIsOneBatch(String step) throws Exception {
        String force = "-D" + ForkedRun.FORCE + "=true";
        ForkedRun run = new ForkedRun(directory.resolve("forced-" + step.replace('#', '-')), spec());
        assertThat(run.run().lines()).isEqualTo(expected);

        assertThat(run.run(force, "-Disobar.crash=" + step).status()).isEqualTo(KILLED);
        ForkedRun.Ended again = run.run(force);

        assertThat(again.lines().get(0)).endsWith(" 2026-01-01T12:00:00.001Z");
        assertThat(pending(run)).as("the first batch and the forced one").hasSize(2);
        assertThat(zips(run.store())).isEqualTo(zips(whole.store()));
        assertThat(run.work()).isEmptyDirectory();
    }

    private static ForkedRun killedAt(String step) throws Exception {
        ForkedRun killed = new ForkedRun(Files.createTempDirectory(directory, "killed"), spec());
        assertThat(killed.run("-Disobar.crash=" + step).status()).as(step).isEqualTo(KILLED);
        return killed;
    }

    private static void isAsIfNothingHadHappened(ForkedRun run) throws IOException {
        assertThat(run.work()).isEmptyDirectory();
        assertThat(zips(run.store())).isEqualTo(zips(whole.store()));
        assertThat(pending(run)).isEqualTo(pending(whole)).hasSize(1);
    }

    private static List<String> zips(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .map(file -> store.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<Batch> pending(ForkedRun run) throws IOException {
        try (ControlDatabase control = run.openControl()) {
            return control.batches().pending("test");
        }
    }

    private static String spec() {
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "json",
                     "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "metricsSpec": [{"type": "longSum", "name": "n", "fieldName": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR"}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2}}}""".formatted(input);
    }
}
