package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on Hadoop's local runner over small input. */
class IndexRunTest {
    @TempDir
    Path directory;

    private LocalRun local;
    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        local = new LocalRun(directory.resolve("run"));
        input = Files.createDirectories(directory.resolve("input"));
    }

    private static final String CSV = """
            2001-01-01T00:10:00Z,AUS,5,0.5
            2001-01-01T00:20:00Z,AUS,7,0.25
            2001-01-01T01:00:00Z,LAX,1,1
            2001-01-02T00:00:00Z,,2,2
            2001-02-01T00:00:00Z,AUS,9,9
            """;

    @Test
    void buildsASegmentPerShardThatHasRowsAndSealsThem() throws Exception {
        Files.writeString(input.resolve("a.csv"), CSV);

        IndexReport report = local.run(spec("\"numShards\": 3"));

        assertThat(report.outcome()).isEqualTo(IndexReport.Outcome.SEALED);
        assertThat(report.version()).isEqualTo("2026-01-01T12:00:00.000Z");
        assertThat(report.replaced())
                .containsExactly(Interval.parse("2001-01-01/2001-01-02"), Interval.parse("2001-01-02/2001-01-03"));
        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, 4L).containsEntry(RowOutcome.THROWN_AWAY, 1L);
        assertThat(report.storedRows()).isEqualTo(3);
        for (ReleaseSegment segment : report.segments()) {
            ShardSpec.Hashed shard = (ShardSpec.Hashed) segment.shardSpec();
            assertThat(shard.buckets()).isEqualTo(3);
            assertThat(shard.partition()).isLessThan(shard.partitions());
        }
        SegmentContents contents = SegmentContents.read(report, local.store(), directory);
        assertThat(contents.rows())
                .containsExactlyInAnyOrder(
                        "2001-01-01T00:00:00.000Z AUS 2 12 0.75",
                        "2001-01-01T01:00:00.000Z LAX 1 1 1.0",
                        "2001-01-02T00:00:00.000Z  1 2 2.0");
    }

    private String spec(String partitions) {
        return """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "test",
                    "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "airport", "n", "x"],
                      "timestampSpec": {"column": "t", "format": "iso"}, "dimensionsSpec": {"dimensions": ["airport"]}}},
                    "metricsSpec": [{"type": "count", "name": "count"}, {"type": "longSum", "name": "n", "fieldName": "n"},
                      {"type": "doubleSum", "name": "x", "fieldName": "x"}],
                    "granularitySpec": {"segmentGranularity": "DAY", "queryGranularity": "HOUR",
                      "intervals": ["2001-01-01/2001-01-03"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", %s}}}}""".formatted(input, partitions);
    }
}
