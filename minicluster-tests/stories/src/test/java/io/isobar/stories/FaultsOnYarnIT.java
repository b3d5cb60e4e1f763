package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.Isobar;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.IndexRuns;
import io.isobar.indexer.RunLockedException;
import io.isobar.indexer.RunOptions;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageJob;
import io.isobar.indexer.progress.StageProgress;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drivers and task attempts die on a YARN cluster: what is published is what a run gives on which nothing went wrong. */
@DisabledOnOs(OS.WINDOWS) // signals
class FaultsOnYarnIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern APPLICATION = Pattern.compile("runs as (application_\\d+_\\d+)");
    private static final int KILLED = 137;
    private static final int STOPPED_BY_SIGTERM = 143;
    private static final int BAD_ROWS = 3;
    /**
     * Reducers ask a node that is gone again, for longer than it takes until it is known to be lost: otherwise they give up at
     * once, and are out of attempts before the map output is made anew. So they are as well if the master tries for three
     * minutes, Hadoop's default, to start that map on the very node. A node that is just stopping may still answer, and refuse:
     * that is not asked again, so there are attempts enough to outlast it.
     */
    private static final String PROPERTIES =
            "mapreduce.reduce.shuffle.connect.timeout=5000;mapreduce.reduce.shuffle.read.timeout=5000;"
                    + "mapreduce.reduce.shuffle.fetch.retry.enabled=true;"
                    + "mapreduce.reduce.shuffle.fetch.retry.timeout-ms=20000;"
                    + "mapreduce.reduce.maxattempts=20;"
                    + "yarn.client.nodemanager-connect.max-wait-ms=3000;"
                    + "yarn.client.nodemanager-connect.retry-interval-ms=500";

    @TempDir
    static Path directory;

    private static ForkedHadoop cluster;
    private static Configuration conf;
    private static URI root;
    private static IndexReport expected;

    @BeforeAll
    static void startTheClusterAndRunOnceWithoutFaults() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        for (String name : List.of("a", "b")) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 30_000; i++) {
                rows.add("%d,%s%d,%d".formatted(978_307_200_000L + i * 3_000L, name, i % 50, i));
            }
            rows.add(17, "new year," + name + ",1");
            Files.write(data.resolve(name + ".csv"), rows);
        }
        Files.writeString(data.resolve("c.csv"), "midnight,c,1\n978307200000,c,1\n");
        expected = new Run("local", SPEC, data(), "").run(RunOptions.NONE, IndexListener.SILENT);

        cluster =
                ForkedHadoop.start(ForkedHadoop.Release.HADOOP_35, directory.resolve("cluster"), Map.of(), "--nodes=2");
        conf = new Configuration();
        conf.addResource(new org.apache.hadoop.fs.Path(cluster.site().toUri()));
        FileSystem hdfs = FileSystem.get(conf);
        root = hdfs.getUri();
        hdfs.copyFromLocalFile(new org.apache.hadoop.fs.Path(data.toUri()), new org.apache.hadoop.fs.Path("/data"));
    }

    @AfterAll
    static void stopTheCluster() throws IOException {
        cluster.close();
    }

    @Test
    void aJobThatOutlivesItsDriverIsFoundAgainAndFinishedStagesAreNotRepeated() throws Exception {
        Run run = onYarn("killed");
        assertThat(run.fork("-Disobar.crash=index.job.after-submit#2").waitFor())
                .as(run.output())
                .isEqualTo(KILLED);

        assertThatThrownBy(() -> run.run(RunOptions.NONE, IndexListener.SILENT))
                .isInstanceOf(RunLockedException.class)
                .hasMessageContaining("of this run goes on without a driver: take it up with --resume");
        Stages told = new Stages();
        IndexReport report = run.run(new RunOptions(true, false, false), told);

        assertThat(told.lines).containsExactly("resumed determine partitions", "attached build segments");
        isAsExpected(report);
    }

    @Test
    void sigtermKillsTheApplicationAndTheNextRunSucceeds() throws Exception {
        Run run = onYarn("stopped");
        Process driver = run.fork();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !driver.isAlive() || application(run).isPresent());

        driver.destroy();

        assertThat(driver.waitFor()).as(run.output()).isEqualTo(STOPPED_BY_SIGTERM);
        assertThat(finalStatus(application(run).orElseThrow())).isEqualTo(FinalApplicationStatus.KILLED);
        assertThat(run.sealed("faults")).isZero();
        isAsExpected(run.run(RunOptions.NONE, IndexListener.SILENT));
    }

    @Test
    void anAttemptThatIsKilledIsTriedAgainAndItsBadRowsAreToldOnce() throws Exception {
        AttemptKiller killer = new AttemptKiller();

        IndexReport report = onYarn("attempts").run(RunOptions.NONE, killer);

        assertThat(killer.killed).as("an attempt of each kind").containsExactly(TaskType.MAP, TaskType.REDUCE);
        isAsExpected(report);
    }

    @Test
    void aNodeThatIsLostTakesNothingWithIt() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();

        IndexReport report = onYarn("nodes").run(RunOptions.NONE, new IndexListener() {
            @Override
            public void progress(StageProgress progress) {
                boolean isUnderWay = progress.stage().equals("build segments") && progress.fraction() > 0;
                if (isUnderWay && !stopped.getAndSet(true)) {
                    try {
                        cluster.stopWorker();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });

        assertThat(stopped).isTrue();
        assertThat(livingNodes()).isEqualTo(1);
        isAsExpected(report);
    }

    /** Of the second output, two stages by one key share a job, which reads what the first output's job has left on HDFS. */
    @Test
    void aDriverThatDiesBetweenTwoOutputsIsFinishedByResume() throws Exception {
        List<IndexReport> whole =
                new Run("local-outputs", OUTPUTS, data(), "").runAll(RunOptions.NONE, IndexListener.SILENT);
        Run run = onYarn("outputs", OUTPUTS, "mapreduce.job.ubertask.enable=true;mapreduce.job.reduces=1");
        assertThat(run.fork("-Disobar.crash=index.seal.after-act#1").waitFor())
                .as(run.output())
                .isEqualTo(KILLED);
        assertThat(run.output())
                .contains("output 1 of 2: [once]", "jobs: dedup once → build segments")
                .doesNotContain("output 2 of 2");
        assertThat(List.of(run.sealed("once"), run.sealed("sums"))).containsExactly(1, 0);

        Stages told = new Stages();
        List<IndexReport> reports = run.runAll(new RunOptions(true, false, false), told);

        assertThat(told.lines)
                .as("neither the stage for both nor the first output is run again")
                .containsExactly("submitted dedup firsts + group sums", "submitted build segments");
        assertThat(reports)
                .extracting(IndexReport::outcome)
                .containsExactly(IndexReport.Outcome.ALREADY_SEALED, IndexReport.Outcome.SEALED);
        assertThat(SpecRunner.contents(run.sealedSegments("once"))).isEqualTo(SpecRunner.contents(whole.get(0)));
        assertThat(SpecRunner.contents(reports.get(1))).isEqualTo(SpecRunner.contents(whole.get(1)));
        assertThat(List.of(run.sealed("once"), run.sealed("sums"))).containsExactly(1, 1);
        for (String dataSource : List.of("once", "sums")) {
            org.apache.hadoop.fs.Path left = new org.apache.hadoop.fs.Path("/work-outputs", dataSource);
            FileSystem hdfs = FileSystem.get(conf);
            assertThat(hdfs.exists(left) ? hdfs.listStatus(left) : new Object[0])
                    .as("what the outputs shared is gone")
                    .isEmpty();
        }
    }

    private static int livingNodes() throws Exception {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(conf);
            yarn.start();
            return yarn.getNodeReports(NodeState.RUNNING).size();
        }
    }

    /** What became of each stage. */
    private static final class Stages implements IndexListener {
        private final Set<String> lines = new LinkedHashSet<>();

        @Override
        public void resumed(StageReport stage) {
            lines.add("resumed " + stage.stage());
        }

        @Override
        public void submitted(StageJob job) {
            lines.add((job.attached() ? "attached " : "submitted ") + job.stage());
        }
    }

    /** Kills the first attempts that it sees of the job that builds segments. */
    private static final class AttemptKiller implements IndexListener {
        private final List<TaskType> killed = new ArrayList<>();
        private String application = "";

        @Override
        public void submitted(StageJob job) {
            application = job.stage().equals("build segments") ? job.application() : "";
        }

        @Override
        public void progress(StageProgress progress) {
            if (application.isEmpty()) {
                return;
            }
            try {
                Job job = new Cluster(conf).getJob(JobID.forName(application.replace("application_", "job_")));
                for (TaskType type : List.of(TaskType.MAP, TaskType.REDUCE)) {
                    for (TaskReport task : job.getTaskReports(type)) {
                        if (!killed.contains(type)
                                && !task.getRunningTaskAttemptIds().isEmpty()) {
                            job.killTask(
                                    task.getRunningTaskAttemptIds().iterator().next());
                            killed.add(type);
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void isAsExpected(IndexReport report) throws IOException {
        assertThat(report.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(report.segments())
                .extracting(ReleaseSegment::sha256)
                .isEqualTo(
                        expected.segments().stream().map(ReleaseSegment::sha256).toList());
        assertThat(report.rows()).isEqualTo(expected.rows());
        assertThat(badRows(report.badRows().orElseThrow())).hasSize(BAD_ROWS).doesNotHaveDuplicates();
    }

    private static List<String> badRows(String place) throws IOException {
        FileSystem hdfs = FileSystem.get(conf);
        RemoteIterator<LocatedFileStatus> files = hdfs.listFiles(new org.apache.hadoop.fs.Path(place), true);
        List<String> lines = new ArrayList<>();
        while (files.hasNext()) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(hdfs.open(files.next().getPath()), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    private static Optional<String> application(Run run) throws IOException {
        Matcher matcher = APPLICATION.matcher(run.output());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static FinalApplicationStatus finalStatus(String application) throws Exception {
        try (YarnClient yarn = YarnClient.createYarnClient()) {
            yarn.init(conf);
            yarn.start();
            return yarn.getApplicationReport(ApplicationId.fromString(application))
                    .getFinalApplicationStatus();
        }
    }

    private static URI data() {
        return directory.resolve("data").toUri();
    }

    private static Run onYarn(String name) throws IOException {
        return onYarn(name, SPEC, PROPERTIES);
    }

    private static Run onYarn(String name, String spec, String properties) throws IOException {
        return new Run(name, spec, root.resolve("/data"), """
                indexer.hadoop-files = %s
                indexer.hadoop-properties = %s
                """.formatted(cluster.site(), properties));
    }

    /** One batch with a store, a working path and a control database of its own. */
    private static final class Run {
        private final Path home;
        private final Path config;
        private final Path spec;
        private final URI data;

        Run(String name, String spec, URI data, String settings) throws IOException {
            this.home = Files.createDirectories(directory.resolve(name));
            this.data = data;
            this.spec = Files.writeString(home.resolve("spec.json"), spec);
            boolean isLocal = settings.isEmpty();
            this.config = Files.writeString(
                    home.resolve("indexer.properties"),
                    """
                    dc.name = east
                    indexer.store = %s
                    indexer.working-path = %s
                    control.database.url = jdbc:h2:file:%s
                    """.formatted(
                                            isLocal
                                                    ? Files.createDirectories(home.resolve("store"))
                                                            .toUri()
                                                    : root.resolve("/" + name),
                                            isLocal ? home.resolve("work") : "/work-" + name,
                                            home.resolve("control"))
                            + settings);
            try (ControlDatabase control = control()) {
                control.migrate();
            }
        }

        /** In this process. */
        IndexReport run(RunOptions options, IndexListener listener) throws IOException {
            return runAll(options, listener).get(0);
        }

        /** All outputs, in this process. */
        List<IndexReport> runAll(RunOptions options, IndexListener listener) throws IOException {
            Settings settings = Settings.load(config);
            List<IndexRunConfig> outputs = new ArrayList<>();
            for (IndexSpecFile file :
                    IndexSpecFile.parseAll(Files.readAllBytes(spec), false, Map.of("data", data.toString()))) {
                outputs.add(IndexRunConfig.from(settings, file));
            }
            List<IndexReport> reports = new ArrayList<>();
            IndexRuns.run(outputs, options, listener, new StopSwitch(), reports::add);
            return reports;
        }

        /** In a process of its own, by the command line. */
        Process fork(String... jvmFlags) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path")));
            command.addAll(List.of(jvmFlags));
            command.addAll(List.of(
                    Isobar.class.getName(),
                    "index",
                    spec.toString(),
                    "--config",
                    config.toString(),
                    "--set",
                    "data=" + data));
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("output.txt").toFile())
                    .start();
        }

        String output() throws IOException {
            return Files.readString(home.resolve("output.txt"));
        }

        int sealed(String dataSource) throws IOException {
            try (ControlDatabase control = control()) {
                return control.batches().pending(dataSource).size();
            }
        }

        /** What is in the one batch that is sealed. */
        Collection<ReleaseSegment> sealedSegments(String dataSource) throws IOException {
            try (ControlDatabase control = control()) {
                return control.batches().nextView(dataSource).segments().values();
            }
        }

        private ControlDatabase control() throws IOException {
            return ControlDatabase.open(
                    new DatabaseConfig("jdbc:h2:file:" + home.resolve("control"), "isobar", Optional.empty(), 2));
        }
    }

    private static final String SPEC = """
            {"type": "index_hadoop", "spec": {
               "dataSchema": {"dataSource": "faults",
                 "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "n"],
                   "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                 "metricsSpec": [{"type": "count", "name": "rows"}, {"type": "longSum", "name": "n", "fieldName": "n"}],
                 "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR"}},
               "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}"}},
               "tuningConfig": {"type": "hadoop", "maxParseExceptions": 5,
                 "partitionsSpec": {"type": "hashed", "numShards": 2}}}}""";

    private static final String OUTPUTS = """
            {"type": "index_hadoop",
             "pipeline": {
               "sources": {"rows": {"format": "csv", "columns": ["t", "a", "n"], "paths": ["${data}/a.csv", "${data}/b.csv"]}},
               "stages": [
                 {"name": "timed", "type": "transform", "input": "rows",
                  "filter": {"type": "not", "field": {"type": "selector", "dimension": "t", "value": "new year"}}},
                 {"name": "once", "type": "dedup", "input": "timed", "by": ["n"], "order": "a"},
                 {"name": "firsts", "type": "dedup", "input": "once", "by": ["a", "t"], "order": "n"},
                 {"name": "sums", "type": "group", "input": "firsts", "by": ["a", "t"], "aggregations": [
                   {"type": "longSum", "name": "n", "fieldName": "n"}]}]},
             "outputs": [
               {"stage": "once", "spec": {
                 "dataSchema": {"dataSource": "once",
                   "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]},
                   "metricsSpec": [{"type": "count", "name": "rows"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}}}},
               {"stage": "sums", "spec": {
                 "dataSchema": {"dataSource": "sums",
                   "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]},
                   "metricsSpec": [{"type": "longSum", "name": "n", "fieldName": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
                 "tuningConfig": {"partitionsSpec": {"type": "hashed", "numShards": 1}}}}]}""";
}
