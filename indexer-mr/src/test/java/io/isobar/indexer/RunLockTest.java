package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.discovery.ZooKeeperServer;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.RunStoppedException;
import io.isobar.indexer.progress.StopSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of two runs at once. The second one starts while the first one is in a stage. */
class RunLockTest {
    @TempDir
    Path directory;

    private LocalRun local;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
    }

    @Test
    void theSecondOfTwoOverlappingRunsSaysWhoHoldsTheLock() throws Exception {
        AtomicReference<Throwable> second = new AtomicReference<>();

        IndexReport first = run(spec("a", "2001-01-01/2001-01-03"), RunOptions.NONE, inTheMiddle(() -> {
            try {
                run(spec("b", "2001-01-02/2001-01-04"), RunOptions.NONE, IndexListener.SILENT);
            } catch (IOException e) {
                second.set(e);
            }
        }));

        assertThat(second.get())
                .isInstanceOf(RunLockedException.class)
                .hasMessageContaining("Datasource [test] is being indexed by [process "
                        + ProcessHandle.current().pid() + " on ")
                .hasMessageContaining(", since 2")
                .hasMessageEndingWith("wait for its end, or run with --wait");
        assertThat(first.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(pending()).hasSize(1);
    }

    @Test
    void runsOfOtherIntervalsGoOnSideBySide() throws Exception {
        run(
                spec("a", "2001-01-01/2001-01-02"),
                RunOptions.NONE,
                inTheMiddle(() -> run(spec("b", "2001-01-02/2001-01-03"), RunOptions.NONE, IndexListener.SILENT)));

        assertThat(pending()).hasSize(2);
    }

    @Test
    void whoWaitsIsNextAndIsToldForWhom() throws Exception {
        try (ZooKeeperServer server = ZooKeeperServer.start(directory.resolve("zookeeper"), 0)) {
            for (Optional<String> zookeeper :
                    List.of(Optional.<String>empty(), Optional.of(server.connectString() + "/control"))) {
                String name = zookeeper.isPresent() ? "z" : "d";
                CountDownLatch waits = new CountDownLatch(1);
                IndexListener waiter = new IndexListener() {
                    @Override
                    public void warning(String text) {
                        assertThat(text)
                                .contains("is being indexed by [process ")
                                .endsWith(": waiting");
                        waits.countDown();
                    }
                };
                AtomicReference<CompletableFuture<IndexReport>> second = new AtomicReference<>();

                run(config(spec(name + "1", "2001-01-01/2001-01-03"), zookeeper), RunOptions.NONE, inTheMiddle(() -> {
                    IndexRunConfig next = config(spec(name + "2", "2001-01-01/2001-01-03"), zookeeper);
                    second.set(CompletableFuture.supplyAsync(
                            () -> unchecked(() -> run(next, new RunOptions(false, false, true), waiter))));
                    assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
                }));

                assertThat(second.get().get(2, TimeUnit.MINUTES).outcome()).isEqualTo(IndexReport.Outcome.SEALED);
            }
        }
        assertThat(pending()).hasSize(4);
    }

    @Test
    void aRunWhoseLockAnotherTookOverPublishesNothing() throws Exception {
        assertThatThrownBy(() -> run(spec("a", "2001-01-01/2001-01-03"), RunOptions.NONE, inTheMiddle(() -> {
                    endLeases();
                    run(spec("b", "2001-01-02/2001-01-04"), RunOptions.NONE, IndexListener.SILENT);
                })))
                .isInstanceOf(RunTakenOverException.class)
                .hasMessageContaining("took over the lock")
                .hasMessageEndingWith("nothing of this one is published");

        assertThat(pending()).hasSize(1);
    }

    @Test
    void aStoppedRunPublishesNothingAndCanBeRunAgain() throws Exception {
        StopSwitch stop = new StopSwitch();
        String spec = spec("a", "2001-01-01/2001-01-03");

        assertThatThrownBy(() -> IndexRun.run(local.config(spec), RunOptions.NONE, inTheMiddle(stop::kill), stop))
                .isInstanceOf(RunStoppedException.class);
        assertThat(pending()).isEmpty();

        assertThat(local.run(spec).outcome()).isEqualTo(IndexReport.Outcome.SEALED);
    }

    @Test
    void forcingMakesANewVersionOfTheSameBytesEachTime() throws Exception {
        String spec = spec("a", "2001-01-01/2001-01-03");
        RunOptions force = new RunOptions(false, true, false);
        IndexReport first = local.run(spec);

        IndexReport second = run(spec, force, IndexListener.SILENT);
        IndexReport third = run(spec, force, IndexListener.SILENT);

        assertThat(List.of(second.outcome(), third.outcome())).containsOnly(IndexReport.Outcome.SEALED);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(third.version()).isGreaterThan(second.version());
        assertThat(third.segments().get(0).sha256())
                .isEqualTo(first.segments().get(0).sha256());
        assertThat(local.run(spec).version()).as("known as sealed").isEqualTo(third.version());
        assertThat(pending()).hasSize(3);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static IndexListener inTheMiddle(Step step) {
        return new IndexListener() {
            @Override
            public void started(String stage) {
                try {
                    step.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private interface Run {
        IndexReport run() throws IOException;
    }

    private static IndexReport unchecked(Run run) {
        try {
            return run.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private IndexReport run(String spec, RunOptions options, IndexListener listener) throws IOException {
        return run(local.config(spec), options, listener);
    }

    private static IndexReport run(IndexRunConfig config, RunOptions options, IndexListener listener)
            throws IOException {
        return IndexRun.run(config, options, listener, new StopSwitch());
    }

    private IndexRunConfig config(String spec, Optional<String> zookeeper) {
        IndexRunConfig config = local.config(spec);
        return new IndexRunConfig(
                config.file(),
                config.dc(),
                config.store(),
                config.control(),
                zookeeper,
                config.workingPath(),
                config.tasks(),
                config.hadoopFiles(),
                config.hadoopProperties(),
                config.clock());
    }

    private List<Batch> pending() throws IOException {
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            return control.batches().pending("test");
        }
    }

    /** As if all holders had been stopped for a long time. */
    private void endLeases() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        local.control().url(), local.control().user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE dcr_run_lock SET renewed_at = TIMESTAMPADD(HOUR, -1, NOW(3))");
        }
    }

    private String spec(String name, String interval) throws IOException {
        Path input = Files.writeString(
                directory.resolve(name + ".csv"),
                "2001-01-01T01:00:00Z,%s\n2001-01-02T01:00:00Z,%s\n".formatted(name, name));
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a"],
                     "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["%s"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(interval, input);
    }
}
