package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SliceBatch;
import io.isobar.catalog.dc.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backfills as a user runs them: real processes over real files, killed and started again. */
class BackfillIT {
    private static final int KILLED = 137;
    private static final int DAYS = 4;
    private static final long PATIENCE_SECONDS = 240;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private DatabaseServer server;
    private ControlDatabase control;

    @BeforeEach
    void startDatabase() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "secret");
        server = DatabaseServer.start(directory.resolve("db"), 0, "isobar", password, "control");
        control = ControlDatabase.open(new DatabaseConfig(server.url("control"), "isobar", Optional.of(password), 4));
        control.migrate();
        Files.createDirectories(directory.resolve("store"));
        Files.writeString(directory.resolve("indexer.properties"), """
                dc.name = east
                indexer.store = %s
                indexer.working-path = %s
                indexer.tasks = 1
                control.database.url = %s
                control.database.user = isobar
                control.database.password-file = %s
                """.formatted(
                directory.resolve("store").toUri(), directory.resolve("work"), server.url("control"), password));
        Files.writeString(directory.resolve("spec.json"), """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "x",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                    "metricsSpec": [{"type": "count", "name": "rows"}],
                    "granularitySpec": {"segmentGranularity": "DAY"}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s/raw/${day}.json"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}}
                """.formatted(directory));
        Files.createDirectories(directory.resolve("raw"));
        for (int day = 1; day <= DAYS; day++) {
            writeDay(day, "\"2026-01-%02dT05:00:00Z\"".formatted(day));
        }
    }

    @AfterEach
    void stopDatabase() {
        control.close();
        server.close();
    }

    @Test
    void killedAmidItsSlicesItGoesOnAndEachIsSealedOnce() throws Exception {
        assertThat(end(start("killed", "-Disobar.crash=backfill.end.before-act#2")))
                .isEqualTo(KILLED);
        assertThat(sealedVersions().size()).isBetween(1, DAYS - 1);

        Process again = start("again");

        assertThat(end(again)).as(output("again")).isZero();
        assertThat(sealedVersions()).as("one batch for each day").hasSize(DAYS);
        assertThat(control.batches().pending("x")).hasSize(DAYS);
        assertThat(output("again")).contains("done").contains("4 slices: 4 done");
    }

    @Test
    void aBadDayInTheMiddleIsToldWithItsReasonAndDoneOnceItIsMended() throws Exception {
        writeDay(2, "\"no time\"");

        assertThat(end(start("bad", "--retries", "1", "--retry-wait", "PT0S"))).isEqualTo(1);
        assertThat(output("bad"))
                .contains("4 slices: 3 done, 1 failed")
                .contains("again in 0 s")
                .contains("2026-01-02/2026-01-03", "Field [t] in line [1]", "is not a time");
        assertThat(sealedVersions()).hasSize(DAYS - 1);
        String id = control.backfills().list().get(0).id();
        assertThat(control.backfills().slices(id).get(1).detail()).contains("is not a time");

        writeDay(2, "\"2026-01-02T05:00:00Z\"");
        Process mended = start("mended", "--json");

        assertThat(end(mended)).as(output("mended")).isZero();
        JsonNode summary =
                JSON.readTree(output("mended").substring(output("mended").indexOf("{\n")));
        assertThat(summary.path("counts").path("done").asInt()).isEqualTo(DAYS);
        assertThat(control.batches().pending("x")).hasSize(DAYS);
    }

    @Test
    void aSliceOfSeveralOutputsThatIsSealedInPartGoesOnWhereItStopped() throws Exception {
        writeOutputs();
        Path late = directory.resolve("late/2026-01-02.json");
        Files.writeString(late, "this is no JSON\n");

        assertThat(end(start("part", "--retries", "0"))).isEqualTo(1);

        assertThat(output("part")).contains("4 slices: 3 done, 1 failed");
        assertThat(control.batches().pending("x"))
                .as("the output before the bad one")
                .hasSize(DAYS);
        assertThat(control.batches().pending("late")).hasSize(DAYS - 1);
        String id = control.backfills().list().get(0).id();
        assertThat(control.backfills().slices(id).get(1).batches())
                .extracting(SliceBatch::dataSource)
                .containsExactly("x");

        Files.writeString(late, "{\"t\": \"2026-01-02T06:00:00Z\", \"a\": \"late\"}\n");
        Process mended = start("mended");

        assertThat(end(mended)).as(output("mended")).isZero();
        assertThat(output("mended")).contains("sealed for [x] as version").contains("4 slices: 4 done");
        for (String dataSource : List.of("x", "late")) {
            assertThat(control.batches().pending(dataSource)).hasSize(DAYS);
        }
        assertThat(control.backfills().slices(id))
                .allMatch(slice -> slice.batches().size() == 2);
    }

    /** The spec writes a second datasource too, whose rows come from a further file of each day. */
    private void writeOutputs() throws IOException {
        String output = """
                {"stage": "%s", "spec": {"dataSchema": {"dataSource": "%s",
                  "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]},
                  "granularitySpec": {"segmentGranularity": "DAY"}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}}}}""";
        String source = "\"%s\": {\"format\": \"json\", \"paths\": \"%s/${day}.json\"}";
        Files.writeString(directory.resolve("spec.json"), """
                {"pipeline": {"sources": {%s, %s}, "stages": [
                   {"name": "once", "type": "dedup", "input": "in", "by": ["a"]},
                   {"name": "all", "type": "union", "inputs": ["once", "more"]}]},
                 "outputs": [%s, %s]}""".formatted(
                        source.formatted("in", directory.resolve("raw")),
                        source.formatted("more", directory.resolve("late")),
                        output.formatted("once", "x"),
                        output.formatted("all", "late")));
        Files.createDirectories(directory.resolve("late"));
        for (int day = 1; day <= DAYS; day++) {
            Files.writeString(
                    directory.resolve("late/2026-01-%02d.json".formatted(day)),
                    "{\"t\": \"2026-01-%02dT06:00:00Z\", \"a\": \"late\"}%n".formatted(day));
        }
    }

    @Test
    void twoAtOnceShareTheWorkAndNoSliceIsRunTwice() throws Exception {
        Process first = start("first");
        Process second = start("second");

        assertThat(end(first)).as(output("first")).isZero();
        assertThat(end(second)).as(output("second")).isZero();

        assertThat(control.batches().pending("x")).hasSize(DAYS);
        String id = control.backfills().list().get(0).id();
        assertThat(control.backfills().slices(id)).allMatch(slice -> slice.attempts() == 1);
        assertThat(output("first") + output("second")).containsPattern("started, attempt \\[1]");
    }

    private Map<String, String> sealedVersions() {
        Map<String, String> versions = new TreeMap<>();
        for (Batch batch : control.batches().pending("x")) {
            versions.put(batch.inputFingerprint(), batch.version());
        }
        return versions;
    }

    private void writeDay(int day, String time) throws IOException {
        Files.writeString(
                directory.resolve("raw/2026-01-%02d.json".formatted(day)),
                "{\"t\": %s, \"a\": \"b\"}%n".formatted(time));
    }

    /** Arguments that begin with {@code -D} are the JVM's. */
    private Process start(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            (argument.startsWith("-D") ? command : options).add(argument);
        }
        command.addAll(
                List.of("io.isobar.cli.Isobar", "backfill", "--spec", "spec.json", "--config", "indexer.properties"));
        command.addAll(List.of("--from", "2026-01-01", "--to", "2026-01-05", "--by", "P1D", "--parallel", "2"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .start();
    }

    private static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String output(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".out"));
    }
}
