package io.isobar.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spec with a join runs as YARN jobs over files on HDFS, and gives the very segments that the local runner gives. */
class IndexesOnYarnIT {
    private static final Path DATA =
            Path.of("..", "..", "data", "flights").toAbsolutePath().normalize();
    private static final Map<String, String> SMALL_CONTAINERS = Map.of(
            "yarn.app.mapreduce.am.resource.mb", "512",
            "yarn.app.mapreduce.am.command-opts", "-Xmx384m",
            "mapreduce.map.memory.mb", "512",
            "mapreduce.map.java.opts", "-Xmx384m",
            "mapreduce.reduce.memory.mb", "512",
            "mapreduce.reduce.java.opts", "-Xmx256m",
            "mapreduce.task.io.sort.mb", "64",
            "mapreduce.job.reduces", "2");

    @TempDir
    Path directory;

    @Test
    void givesTheSegmentsOfTheLocalRunner() throws Exception {
        IndexReport local = run(DATA.toUri(), directory.resolve("local").toUri(), List.of(), Map.of());

        try (ForkedHadoop cluster = ForkedHadoop.start(directory.resolve("cluster"))) {
            Configuration conf = new Configuration();
            conf.addResource(new org.apache.hadoop.fs.Path(cluster.site().toUri()));
            FileSystem hdfs = FileSystem.get(conf);
            for (String file : List.of("flights-2001-01.parquet", "airports.csv")) {
                hdfs.copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(DATA.resolve(file).toUri()),
                        new org.apache.hadoop.fs.Path("/data/" + file));
            }
            URI root = hdfs.getUri();

            IndexReport yarn =
                    run(root.resolve("/data/"), root.resolve("/home"), List.of(cluster.site()), SMALL_CONTAINERS);

            assertThat(yarn.stages()).extracting(StageReport::stage).containsExactly("join from", "build segments");
            assertThat(yarn.rows()).isEqualTo(local.rows());
            assertThat(hashes(yarn)).isEqualTo(hashes(local));
            try (SegmentStore store = SegmentStores.open(root.resolve("/home"))) {
                for (ReleaseSegment segment : yarn.segments()) {
                    assertThat(store.length(segment.path())).isEqualTo(segment.bytes());
                }
            }
        }
    }

    private static List<String> hashes(IndexReport report) {
        return report.segments().stream().map(ReleaseSegment::sha256).toList();
    }

    private IndexReport run(URI data, URI store, List<Path> hadoop, Map<String, String> properties) throws IOException {
        String name = hadoop.isEmpty() ? "local" : "yarn";
        if (hadoop.isEmpty()) {
            Files.createDirectories(Path.of(store));
        }
        DatabaseConfig control =
                new DatabaseConfig("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "isobar", Optional.empty(), 4);
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
        String working = hadoop.isEmpty() ? directory.resolve("work").toString() : "/work";
        return IndexRun.run(
                new IndexRunConfig(
                        IndexSpecFile.parse(
                                SPEC.getBytes(StandardCharsets.UTF_8), false, Map.of("data", data.toString())),
                        "east",
                        store,
                        control,
                        Optional.of(working),
                        2,
                        hadoop,
                        properties,
                        Clock.systemUTC()),
                IndexListener.SILENT);
    }

    private static final String SPEC = """
            {"type": "index_hadoop",
             "pipeline": {
               "sources": {
                 "flights": {"format": "parquet", "paths": ["${data}/flights-2001-01.parquet"]},
                 "airports": {"format": "csv", "header": true, "paths": ["${data}/airports.csv"]}},
               "stages": [
                 {"name": "from", "type": "join", "left": "flights", "right": "airports", "how": "left",
                  "on": [{"left": "origin", "right": "iata"}], "take": {"city": "city", "state": "state"}}]},
             "spec": {
               "dataSchema": {
                 "dataSource": "flights",
                 "timestampSpec": {"column": "date", "format": "millis"},
                 "dimensionsSpec": {"dimensions": ["origin", "city", "state"]},
                 "metricsSpec": [
                   {"type": "count", "name": "flights"},
                   {"type": "longSum", "name": "delay", "fieldName": "delay"},
                   {"type": "hyperUnique", "name": "destinations", "fieldName": "destination"}],
                 "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                   "intervals": ["2001-01-01/2001-01-04"]}},
               "ioConfig": {"type": "hadoop"},
               "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 2}}}}""";
}
