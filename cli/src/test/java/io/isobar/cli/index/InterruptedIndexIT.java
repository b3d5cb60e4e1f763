package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.Isobar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real command in a process of its own, which gets real signals while its job runs. */
@DisabledOnOs(OS.WINDOWS) // signals
class InterruptedIndexIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 400_000;

    @TempDir
    Path directory;

    private Path spec;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        try (ControlDatabase control = openControl()) {
            control.migrate();
        }
        Path input = directory.resolve("rows.csv");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int i = 0; i < ROWS; i++) {
                out.write("%d,v%d\n".formatted(978_307_200_000L + i, i));
            }
        }
        spec = Files.writeString(directory.resolve("spec.json"), """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a"],
                     "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(input));
        config = Files.writeString(directory.resolve("indexer.properties"), """
                dc.name = east
                indexer.store = %s
                indexer.working-path = %s
                indexer.tasks = 1
                control.database.url = jdbc:h2:file:%s
                """.formatted(
                        Files.createDirectories(directory.resolve("store")).toUri(),
                        directory.resolve("work"),
                        directory.resolve("control")));
    }

    @Test
    void aSignalEndsTheRunAndNothingIsPublishedUntilItIsRunAgain() throws Exception {
        for (String signal : List.of("INT", "TERM")) {
            Process index = start();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !index.isAlive() || output().contains("jobs: build segments"));

            assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(index.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(index.waitFor()).as(output()).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(output()).contains("Stopping; once more ends this process at once", "nothing is published");
            assertThat(pending()).isZero();
        }

        assertThat(start().waitFor()).as(output()).isZero();
        assertThat(output()).contains("Sealed version", "counters: ROWS_PROCESSED=" + ROWS);
        assertThat(pending()).isEqualTo(1);
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Isobar.class.getName(),
                "index",
                spec.toString(),
                "--config",
                config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }

    private int pending() throws IOException {
        try (ControlDatabase control = openControl()) {
            return control.batches().pending("test").size();
        }
    }

    private ControlDatabase openControl() throws IOException {
        return ControlDatabase.open(
                new DatabaseConfig("jdbc:h2:file:" + directory.resolve("control"), "isobar", Optional.empty(), 2));
    }
}
