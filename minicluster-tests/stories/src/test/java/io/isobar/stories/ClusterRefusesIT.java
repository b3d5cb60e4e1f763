package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a cluster refuses is one error that says what, where and how to mend it, without a stack, and nothing is published. All
 * of these are found before a job runs for hours.
 */
class ClusterRefusesIT {
    @TempDir
    static Path directory;

    private static ForkedHadoop cluster;
    private static FileSystem hdfs;
    private static URI root;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = ForkedHadoop.start(directory.resolve("cluster"));
        Configuration conf = new Configuration();
        conf.addResource(new org.apache.hadoop.fs.Path(cluster.site().toUri()));
        hdfs = FileSystem.get(conf);
        root = hdfs.getUri();
        for (String name : new String[] {"/data/a.csv", "/data/b.csv", "/secret/a.csv"}) {
            write(name);
        }
        chmod("/secret", 0700);
        hdfs.mkdirs(path("/locked"));
        chmod("/locked", 0755);
    }

    @AfterAll
    static void stopTheCluster() throws IOException {
        cluster.close();
    }

    @Test
    void aQueueThatDoesNotExist() throws Exception {
        assertThat(new Run("queue").with("mapreduce.job.queuename", "nightly").failure())
                .isEqualTo(
                        "Queue [nightly] doesn't exist: set [mapreduce.job.queuename] to a queue of this cluster that"
                                + " runs");
    }

    @Test
    void aStagingDirectoryThatTheUserMayNotWrite() throws Exception {
        assertThat(new Run("staging")
                        .with("yarn.app.mapreduce.am.staging-dir", "/locked")
                        .by("bob")
                        .failure())
                .startsWith(
                        "User [bob] may not write the staging directory beneath [/locked]: have it made for the user,"
                                + " or set [yarn.app.mapreduce.am.staging-dir]");
    }

    @Test
    void anOutputThatTheUserMayNotWrite() throws Exception {
        String lacks =
                "User [bob] lacks the right [write execute] at [/locked] (%s:supergroup:drwxr-xr-x): let the user have"
                        + " it, or name another input, working path or store";
        String owner = System.getProperty("user.name");

        assertThat(new Run("store").storeAt("/locked/store").by("bob").failure())
                .isEqualTo(lacks.formatted(owner));
        assertThat(new Run("work").workAt("/locked/work").by("bob").failure()).isEqualTo(lacks.formatted(owner));
    }

    @Test
    void anInputThatTheUserMayNotRead() throws Exception {
        assertThat(new Run("input").over("/secret").by("bob").failure())
                .startsWith("User [bob] lacks the right [read execute] at [/secret]");
    }

    @Test
    void containersThatAreLargerThanAnyNode() throws Exception {
        assertThat(new Run("large").with("mapreduce.map.memory.mb", "100000").failure())
                .isEqualTo("Property [mapreduce.map.memory.mb] asks for [100000] MB, but the largest container of this"
                        + " cluster has [4096]: ask for no more in [jobProperties] or [indexer.hadoop-properties], or have"
                        + " [yarn.scheduler.maximum-allocation-mb] or the nodes enlarged");
    }

    @Test
    void aResourceManagerThatNobodyAnswersFor() throws Exception {
        assertThat(new Run("unreachable")
                        .with("yarn.resourcemanager.address", "localhost:1")
                        .with("isobar.cluster-check.millis", "1000")
                        .failure())
                .startsWith("YARN's ResourceManager can't be reached at [localhost:1]: ")
                .contains("Is it up, and is the address in [" + cluster.site() + "] right?");
    }

    @Test
    void anInputFileThatVanishesAfterItWasPlanned() throws Exception {
        write("/late/a.csv");
        write("/late/b.csv");
        Run run = new Run("vanished").over("/late");

        String failure = run.failure(new IndexListener() {
            @Override
            public void started(String stage) {
                try {
                    hdfs.delete(path("/late/b.csv"), false);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        assertThat(failure)
                .isEqualTo("File [" + root.resolve("/late/b.csv")
                        + "] was there when the run began, and is gone: put it back, or run again without it");
    }

    private static void write(String name) throws IOException {
        try (var out = hdfs.create(path(name))) {
            out.write("978307200000,x\n978307200000,y\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void chmod(String directory, int mode) throws IOException {
        hdfs.setPermission(path(directory), new FsPermission((short) mode));
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }

    /** One batch that is going to be refused. */
    private static final class Run {
        private final DatabaseConfig control;
        private final Map<String, String> properties = new HashMap<>(Map.of(
                "yarn.app.mapreduce.am.resource.mb", "512",
                "yarn.app.mapreduce.am.command-opts", "-Xmx384m",
                "mapreduce.map.memory.mb", "512",
                "mapreduce.map.java.opts", "-Xmx384m",
                "mapreduce.task.io.sort.mb", "64"));
        private String data = "/data";
        private String store;
        private String work;
        private String user = System.getProperty("user.name");

        Run(String name) {
            control = new DatabaseConfig(
                    "jdbc:h2:mem:refused-%s;DB_CLOSE_DELAY=-1".formatted(name), "isobar", Optional.empty(), 4);
            store = "/store-" + name;
            work = "/work-" + name;
        }

        Run with(String property, String value) {
            properties.put(property, value);
            return this;
        }

        Run over(String directory) {
            data = directory;
            return this;
        }

        Run storeAt(String directory) {
            store = directory;
            return this;
        }

        Run workAt(String directory) {
            work = directory;
            return this;
        }

        Run by(String name) {
            user = name;
            return this;
        }

        String failure() throws Exception {
            return failure(IndexListener.SILENT);
        }

        /** The error's message, after a look that it is one for people and that nothing was published. */
        String failure(IndexListener listener) throws Exception {
            try (ControlDatabase database = ControlDatabase.open(control)) {
                database.migrate();
                Throwable failure = catchThrowable(() -> UserGroupInformation.createRemoteUser(user)
                        .doAs((PrivilegedExceptionAction<IndexReport>) () -> IndexRun.run(config(), listener)));
                assertThat(failure).isInstanceOf(IOException.class);
                assertThat(failure.getMessage().lines()).hasSize(1);
                assertThat(database.batches().pending("refused")).isEmpty();
                return failure.getMessage();
            }
        }

        private IndexRunConfig config() {
            return new IndexRunConfig(
                    IndexSpecFile.parse(
                            SPEC.getBytes(StandardCharsets.UTF_8),
                            false,
                            Map.of("data", root.resolve(data).toString())),
                    "east",
                    root.resolve(store),
                    control,
                    Optional.of(work),
                    1,
                    List.of(cluster.site()),
                    properties,
                    Clock.systemUTC());
        }
    }

    private static final String SPEC = """
            {"dataSchema": {"dataSource": "refused",
               "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "letter"],
                 "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["letter"]}}},
               "metricsSpec": [{"type": "count", "name": "rows"}],
               "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
             "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}"}},
             "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""";
}
