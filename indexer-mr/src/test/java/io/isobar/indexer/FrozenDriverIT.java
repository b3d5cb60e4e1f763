package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.dc.DatabaseServer;
import io.isobar.catalog.discovery.ZooKeeperServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A driver stands still for longer than its session lasts, while another process indexes the same intervals. */
@DisabledOnOs(OS.WINDOWS) // signals
class FrozenDriverIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void losesItsLockAndItsSealIsRefused() throws Exception {
        Path goOn = directory.resolve("go-on");
        Path password = Files.writeString(directory.resolve("password"), "secret");
        try (ZooKeeperServer zookeeper = ZooKeeperServer.start(directory.resolve("zookeeper"), 0);
                DatabaseServer server =
                        DatabaseServer.start(directory.resolve("databases"), 0, "isobar", password, "control");
                ControlDatabase control = ControlDatabase.open(
                        new DatabaseConfig(server.url("control"), "isobar", Optional.of(password), 2))) {
            control.migrate();
            String[] shared = {
                "-D" + ForkedRun.ZOOKEEPER + "=" + zookeeper.connectString() + "/control",
                "-D" + ForkedRun.CONTROL_URL + "=" + server.url("control"),
                "-D" + ForkedRun.CONTROL_PASSWORD_FILE + "=" + password
            };
            ForkedRun frozen = new ForkedRun(directory.resolve("frozen"), spec("a"));
            ForkedRun other = new ForkedRun(directory.resolve("other"), spec("b"));

            ForkedRun.Started first =
                    frozen.start(List.of(), shared[0], shared[1], shared[2], "-D" + ForkedRun.UNTIL_FILE + "=" + goOn);
            Awaitility.await().atMost(PATIENCE).until(() -> frozen.stages().size() == 1);
            assertThat(other.run(shared).status()).as("while the first lives").isNotZero();
            assertThat(other.errors())
                    .contains("RunLockedException: Datasource [test] is being indexed by [process "
                            + first.process().pid() + " on ");
            signal("STOP", first);
            Awaitility.await().atMost(PATIENCE).until(() -> other.run(shared).status() == 0);
            signal("CONT", first);
            Files.createFile(goOn);

            assertThat(first.await().status()).isNotZero();
            assertThat(frozen.errors()).contains("RunTakenOverException: Another run of datasource [test] took over");
            assertThat(control.batches().pending("test"))
                    .extracting(Batch::version)
                    .as("the other's alone")
                    .containsExactly("2026-01-01T12:00:00.001Z");
        }
    }

    private static void signal(String name, ForkedRun.Started run) throws Exception {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, String.valueOf(run.process().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private String spec(String name) throws Exception {
        Path input = Files.writeString(directory.resolve(name + ".csv"), "2001-01-01T01:00:00Z," + name + "\n");
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a"],
                     "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(input);
    }
}
