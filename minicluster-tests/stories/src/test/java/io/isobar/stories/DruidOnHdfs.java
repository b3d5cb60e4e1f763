package io.isobar.stories;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.sql.SqlDatabase;
import io.isobar.segment.Interval;
import io.isobar.segment.testing.GoldenSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileSystem;

/** What a Druid has that keeps its segments on HDFS: zips in its deep storage, and the table that lists them. */
final class DruidOnHdfs {
    static final String DATA_SOURCE = "golden";

    private static final String VERSION = "2024-02-03T04:05:06.789Z";

    private final DatabaseConfig tables;
    private final FileSystem hdfs;

    private DruidOnHdfs(DatabaseConfig tables, FileSystem hdfs) {
        this.tables = tables;
        this.hdfs = hdfs;
    }

    /** One without segments. */
    static DruidOnHdfs empty(DatabaseConfig tables, FileSystem hdfs) throws IOException {
        try (DcDatabase database = DcDatabase.open(tables)) {
            database.migrate();
        }
        return new DruidOnHdfs(tables, hdfs);
    }

    /** Stores a segment as Druid does, deflated, beneath the directories that Druid makes. Returns where, with scheme and host. */
    org.apache.hadoop.fs.Path push(GoldenSegment golden) throws IOException {
        org.apache.hadoop.fs.Path zip =
                hdfs.makeQualified(new org.apache.hadoop.fs.Path("/druid/segments/%s/%s/%s/0_index.zip"
                        .formatted(
                                DATA_SOURCE,
                                interval(golden)
                                        .toString()
                                        .replace("-", "")
                                        .replace(":", "")
                                        .replace('/', '_'),
                                VERSION.replace(':', '_'))));
        try (ZipOutputStream out = new ZipOutputStream(hdfs.create(zip));
                Stream<Path> files = Files.list(golden.segment())) {
            for (Path file : files.toList()) {
                out.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
        return zip;
    }

    /** Lists the one segment that there is, at this path; the row of before goes. */
    void list(GoldenSegment golden, String path, long size) throws IOException {
        Interval interval = interval(golden);
        List<String> metrics =
                golden.spec().metrics().stream().map(metric -> metric.name()).toList();
        List<String> dimensions = golden.spec().dimensions().stream()
                .map(dimension -> dimension.name())
                .toList();
        String id = "%s_%s_%s_%s"
                .formatted(DATA_SOURCE, Interval.text(interval.start()), Interval.text(interval.end()), VERSION);
        String payload = """
                {"dataSource": "%s", "interval": "%s", "version": "%s",
                 "loadSpec": {"type": "hdfs", "path": "%s"}, "dimensions": "%s", "metrics": "%s",
                 "shardSpec": {"type": "numbered", "partitionNum": 0, "partitions": 1},
                 "binaryVersion": 9, "size": %d, "identifier": "%s"}""".formatted(
                        DATA_SOURCE,
                        interval,
                        VERSION,
                        path,
                        String.join(",", dimensions),
                        String.join(",", metrics),
                        size,
                        id);
        try (SqlDatabase database = SqlDatabase.open(tables, "druid")) {
            database.write(transaction -> transaction.execute("DELETE FROM druid_segments"));
            database.write(transaction -> transaction.execute(
                    "INSERT INTO druid_segments (id, dataSource, created_date, start, \"end\", partitioned, version, used,"
                            + " payload, used_status_last_updated) VALUES (?, ?, ?, ?, ?, TRUE, ?, TRUE, ?, ?)",
                    id,
                    DATA_SOURCE,
                    VERSION,
                    Interval.text(interval.start()),
                    Interval.text(interval.end()),
                    VERSION,
                    payload.getBytes(StandardCharsets.UTF_8),
                    VERSION));
        }
    }

    static Interval interval(GoldenSegment golden) {
        return Interval.parse(golden.specJson().path("interval").asText());
    }
}
