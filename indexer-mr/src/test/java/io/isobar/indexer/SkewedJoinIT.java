package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All rows of both sides have one key: as objects they would take several times the heap that there is. */
class SkewedJoinIT {
    private static final int RIGHT = 250_000;
    private static final int LEFT = 3;

    @TempDir
    private Path directory;

    @Test
    void aJoinOfOneKeyNeedsNoMoreHeapThanAnother() throws Exception {
        Path right = directory.resolve("right.csv");
        try (BufferedWriter out = Files.newBufferedWriter(right)) {
            for (int i = 0; i < RIGHT; i++) {
                out.write("same,r" + i + "," + "x".repeat(300) + "\n");
            }
        }
        Path left = Files.writeString(directory.resolve("left.csv"), "same,1\nsame,2\nsame,3\n");
        ForkedRun run = new ForkedRun(directory.resolve("run"), spec(left, right));

        ForkedRun.Ended ended = run.run("-Xmx96m");

        assertThat(ended.status()).as(run.errors()).isZero();
        assertThat(ended.segments()).singleElement().asString().endsWith(" " + LEFT * RIGHT);
    }

    private static String spec(Path left, Path right) throws IOException {
        return """
                {"pipeline": {
                   "sources": {"l": {"format": "csv", "columns": ["k", "l"], "paths": ["%s"]},
                     "r": {"format": "csv", "columns": ["k", "r", "x"], "paths": ["%s"]}},
                   "stages": [{"name": "j", "type": "join", "left": "l", "right": "r", "prefix": "r_",
                     "on": [{"left": "k", "right": "k"}]},
                     {"name": "short", "type": "transform", "input": "j", "drop": ["r_x"]}]},
                 "dataSchema": {"dataSource": "test",
                   "timestampSpec": {"column": "none", "format": "iso", "missingValue": "2020-01-01"},
                   "dimensionsSpec": {"dimensions": ["l", "r_r"]},
                   "granularitySpec": {"intervals": ["2020-01-01/P1D"]}},
                 "ioConfig": {"type": "hadoop"},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1},
                   "jobProperties": {"mapreduce.task.io.sort.mb": "24", "isobar.join-memory": "8000000"}}}""".formatted(left, right);
    }
}
