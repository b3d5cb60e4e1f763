package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a cluster that asks for Kerberos a driver with a keytab indexes, for longer than a ticket lasts, and its tasks, which have
 * neither ticket nor keytab, read and write HDFS by delegation tokens.
 */
class SecuredHadoopIT {
    private static final Duration TICKET_LIFE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void aKeytabIsAllThatADriverNeeds() throws Exception {
        try (ForkedHadoop cluster = ForkedHadoop.start(
                ForkedHadoop.Release.HADOOP_35, directory.resolve("cluster"), Map.of(), "--kerberos")) {
            String withoutLogin = drive(cluster, 1, "none");
            assertThat(withoutLogin).contains("there is no ticket: run kinit, or set [indexer.kerberos.principal]");

            String said = drive(cluster, 0, cluster.file("alice.keytab").toString());
            assertThat(said).contains("rows 3").contains("published 1");
        }
    }

    /** In a process of its own: who is logged in is one thing for a whole JVM. */
    private String drive(ForkedHadoop cluster, int expectedStatus, String keytab) throws Exception {
        Path output = directory.resolve("driver.txt");
        Path shortTickets = Files.writeString(
                directory.resolve("krb5.conf"),
                Files.readString(cluster.file("krb5.conf"))
                        .replace(
                                "[libdefaults]",
                                "[libdefaults]\n    ticket_lifetime = " + TICKET_LIFE.toSeconds() + "s"));
        Process driver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.security.krb5.conf=" + shortTickets,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Driver.class.getName(),
                        cluster.site().toString(),
                        keytab)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(output);
        assertThat(driver.exitValue()).as(said).isEqualTo(expectedStatus);
        return said;
    }

    /** Takes Hadoop's configuration and a keytab of alice, or {@code none}. */
    static final class Driver {
        private Driver() {}

        public static void main(String[] arguments) throws Exception {
            Path site = Path.of(arguments[0]);
            // nodes have it as /etc/krb5.conf; it names the realm and its servers, and holds no secret
            String realm = " -Djava.security.krb5.conf=" + System.getProperty("java.security.krb5.conf");
            Map<String, String> properties = new HashMap<>(Map.of(
                    "yarn.app.mapreduce.am.resource.mb", "512",
                    "yarn.app.mapreduce.am.command-opts", "-Xmx384m" + realm,
                    "mapreduce.map.memory.mb", "512",
                    "mapreduce.map.java.opts", "-Xmx384m" + realm,
                    "mapreduce.reduce.memory.mb", "512",
                    "mapreduce.reduce.java.opts", "-Xmx256m" + realm,
                    "mapreduce.task.io.sort.mb", "64",
                    "hadoop.kerberos.min.seconds.before.relogin", "1",
                    "ipc.client.connection.maxidletime", "1000"));
            Configuration conf = new Configuration();
            conf.addResource(new org.apache.hadoop.fs.Path(site.toUri()));
            if (!arguments[1].equals("none")) {
                properties.put("isobar.kerberos.principal", "alice@EXAMPLE.COM");
                properties.put("isobar.kerberos.keytab", arguments[1]);
                upload(conf, arguments[1]);
            }
            long start = System.nanoTime();
            IndexReport report = index(URI.create(conf.get("fs.defaultFS")), site, properties);
            ReleaseSegment segment = report.segments().get(0);
            System.out.println("rows " + segment.rows());
            Awaitility.await()
                    .atMost(TICKET_LIFE.multipliedBy(2))
                    .until(() -> System.nanoTime() - start
                            > TICKET_LIFE.plusSeconds(2).toNanos());
            try (FileSystem hdfs = FileSystem.newInstance(conf)) {
                org.apache.hadoop.fs.Path zip = new org.apache.hadoop.fs.Path("/home/segments", segment.path());
                System.out.println("published " + hdfs.listStatus(zip).length);
            }
            System.exit(0);
        }

        /** As alice, but without logging the process in. */
        private static void upload(Configuration conf, String keytab) throws Exception {
            UserGroupInformation.setConfiguration(conf);
            UserGroupInformation.loginUserFromKeytabAndReturnUGI("alice@EXAMPLE.COM", keytab)
                    .doAs((PrivilegedExceptionAction<Void>) () -> {
                        try (FileSystem hdfs = FileSystem.newInstance(conf);
                                var out = hdfs.create(new org.apache.hadoop.fs.Path("/data/a.csv"))) {
                            out.write("2001-01-01,x\n2001-01-01,y\n2001-01-01,z\n".getBytes(StandardCharsets.UTF_8));
                        }
                        return null;
                    });
        }

        private static IndexReport index(URI root, Path site, Map<String, String> properties) throws IOException {
            DatabaseConfig control =
                    new DatabaseConfig("jdbc:h2:mem:secured;DB_CLOSE_DELAY=-1", "isobar", Optional.empty(), 4);
            try (ControlDatabase database = ControlDatabase.open(control)) {
                database.migrate();
            }
            return IndexRun.run(
                    new IndexRunConfig(
                            IndexSpecFile.parse(
                                    SPEC.getBytes(StandardCharsets.UTF_8),
                                    false,
                                    Map.of("data", root.resolve("/data").toString())),
                            "east",
                            root.resolve("/home"),
                            control,
                            Optional.of("/work"),
                            1,
                            List.of(site),
                            properties,
                            Clock.systemUTC()),
                    IndexListener.SILENT);
        }

        private static final String SPEC = """
                {"dataSchema": {"dataSource": "letters",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "letter"],
                     "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["letter"]}}},
                   "metricsSpec": [{"type": "count", "name": "rows"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/P1D"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}/a.csv"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""";
    }
}
