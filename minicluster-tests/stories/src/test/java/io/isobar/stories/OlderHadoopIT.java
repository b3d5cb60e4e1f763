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
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that run an older Hadoop, older libraries or an older Java give the segments that the local runner gives. */
class OlderHadoopIT {
    private static final Path DATA =
            Path.of("..", "..", "data", "flights").toAbsolutePath().normalize();
    private static final long MOST_BYTES_OF_JARS = 50L << 20;
    private static final Map<String, String> ONE_ATTEMPT =
            Map.of("mapreduce.map.maxattempts", "1", "mapreduce.reduce.maxattempts", "1");

    @TempDir
    static Path directory;

    private static List<String> expected;

    @BeforeAll
    static void indexLocally() throws IOException {
        Files.createDirectories(directory.resolve("local"));
        expected = hashes(run("local", DATA.toUri(), directory.resolve("local").toUri(), List.of(), Map.of()));
    }

    /** Guava 11 and Jackson 2.4 stand in front of everything; our tasks still get our own, and the master none of ours. */
    @Test
    void hadoop33WithOldLibrariesInFront() throws Exception {
        Path work = Files.createDirectories(directory.resolve("33"));
        Path old = ForkedHadoop.Release.HADOOP_33.built().resolve("old-libraries");
        try (ForkedHadoop cluster =
                ForkedHadoop.start(ForkedHadoop.Release.HADOOP_33, work, Map.of(), "--find-first=" + old)) {
            FileSystem hdfs = hdfs(List.of(cluster.site()));
            upload(hdfs);
            Map<String, String> properties = new HashMap<>(ONE_ATTEMPT);
            properties.put("yarn.app.mapreduce.am.command-opts", loadedClasses(work, "master"));
            properties.put("mapreduce.map.java.opts", loadedClasses(work, "map"));
            properties.put("mapreduce.reduce.java.opts", loadedClasses(work, "reduce"));

            IndexReport report = run(
                    "hadoop33",
                    hdfs.getUri().resolve("/data/"),
                    hdfs.getUri().resolve("/home"),
                    List.of(cluster.site()),
                    properties);

            assertThat(hashes(report)).isEqualTo(expected);
            assertThat(classes(work, "master")).noneMatch(line -> line.contains("io.isobar"));
            assertThat(classes(work, "master")).anyMatch(line -> line.contains("guava-11.0.2.jar"));
            for (String task : List.of("map", "reduce")) {
                assertThat(classes(work, task).filter(OlderHadoopIT::isGuavaOrJackson))
                        .isNotEmpty()
                        .allMatch(line -> line.contains("/guava-33") || line.matches(".*/jackson-[a-z-]+-2\\.22.*"));
            }
            assertThat(jars(hdfs))
                    .extracting(jar -> jar.getPath().getName())
                    .noneMatch(name ->
                            name.matches("(hadoop-common|h2|jetty|logback|slf4j|flyway|picocli|curator|zookeeper).*"));
            assertThat(jars(hdfs)).allMatch(jar -> jar.getPermission().toShort() == 0644);
            assertThat(jars(hdfs).stream().mapToLong(FileStatus::getLen).sum()).isLessThan(MOST_BYTES_OF_JARS);
        }
    }

    /** Only the application master finds a Java on the nodes; HDFS has a name with two NameNodes, and input a mount table. */
    @Test
    void hadoop34WithoutJavaForTasks() throws Exception {
        Path work = Files.createDirectories(directory.resolve("34"));
        Path started = work.resolve("started");
        Path mounts = Files.writeString(work.resolve("mounts.xml"), """
                <configuration>
                  <property><name>fs.viewfs.mounttable.tables.link./raw</name><value>hdfs://pressure/data</value></property>
                </configuration>
                """);
        try (ForkedHadoop cluster = ForkedHadoop.start(
                ForkedHadoop.Release.HADOOP_34,
                work,
                Map.of("JAVA_HOME", javaForMastersOnly(work, started).toString()),
                "--nameservice=pressure")) {
            List<Path> files = List.of(cluster.site(), mounts);
            FileSystem hdfs = hdfs(files);
            upload(hdfs);
            Map<String, String> properties = new HashMap<>(ONE_ATTEMPT);
            properties.put("isobar.ship-jre", "true");

            IndexReport report = run(
                    "hadoop34",
                    URI.create("viewfs://tables/raw/"),
                    URI.create("hdfs://pressure/home"),
                    files,
                    properties);

            assertThat(hashes(report)).isEqualTo(expected);
            assertThat(Files.readAllLines(started)).contains("MRAppMaster").doesNotContain("YarnChild");
        }
    }

    private static Path javaForMastersOnly(Path work, Path started) throws IOException {
        Path home = work.resolve("java");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in
                  *MRAppMaster*) echo MRAppMaster >> %2$s; exec %1$s/bin/java "$@";;
                  *) echo YarnChild >> %2$s; echo "This Java is too old" >&2; exit 1;;
                esac
                """.formatted(System.getProperty("java.home"), started));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static String loadedClasses(Path work, String process) {
        return "-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:class+load:file="
                + work.resolve(process + "-%p.classes");
    }

    private static Stream<String> classes(Path work, String process) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(process + "-"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertThat(lines).as("classes of %s", process).isNotEmpty();
        return lines.stream();
    }

    /** As our tasks see them: Hadoop's own classes have Hadoop's. */
    private static boolean isGuavaOrJackson(String line) {
        return (line.contains(" com.google.common.") || line.contains(" com.fasterxml.jackson."))
                && line.contains("source: file:");
    }

    private static List<FileStatus> jars(FileSystem hdfs) throws IOException {
        String user = System.getProperty("user.name");
        return Stream.of(hdfs.listStatus(new org.apache.hadoop.fs.Path("/work", "cache-" + user)))
                .filter(FileStatus::isFile)
                .toList();
    }

    private static FileSystem hdfs(List<Path> files) throws IOException {
        Configuration conf = new Configuration();
        files.forEach(file -> conf.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        return FileSystem.get(conf);
    }

    private static void upload(FileSystem hdfs) throws IOException {
        hdfs.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(
                        DATA.resolve("flights-2001-01.parquet").toUri()),
                new org.apache.hadoop.fs.Path("/data/flights-2001-01.parquet"));
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).toList();
    }

    private static IndexReport run(String name, URI data, URI store, List<Path> hadoop, Map<String, String> properties)
            throws IOException {
        DatabaseConfig control =
                new DatabaseConfig("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "isobar", Optional.empty(), 4);
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
        return IndexRun.run(
                new IndexRunConfig(
                        IndexSpecFile.parse(
                                SPEC.getBytes(StandardCharsets.UTF_8), false, Map.of("data", data.toString())),
                        "east",
                        store,
                        control,
                        Optional.of(hadoop.isEmpty() ? directory.resolve("work").toString() : "/work"),
                        2,
                        hadoop,
                        properties,
                        Clock.systemUTC()),
                IndexListener.SILENT);
    }

    private static final String SPEC = """
            {"type": "index_hadoop",
             "spec": {
               "dataSchema": {
                 "dataSource": "flights",
                 "parser": {"type": "parquet", "parseSpec": {"format": "parquet",
                   "timestampSpec": {"column": "date", "format": "millis"},
                   "dimensionsSpec": {"dimensions": ["origin"]}}},
                 "metricsSpec": [
                   {"type": "count", "name": "flights"},
                   {"type": "longSum", "name": "delay", "fieldName": "delay"},
                   {"type": "hyperUnique", "name": "destinations", "fieldName": "destination"}],
                 "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                   "intervals": ["2001-01-01/2001-01-02"]}},
               "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "${data}flights-2001-01.parquet"}},
               "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}}""";
}
