package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.control.ControlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, played by a limit on the size of each file: the same error as a full one, from write(2). */
class FullDiskIT {
    private static final int LIMIT_KILOBYTES = 2_048;

    @TempDir
    Path directory;

    @Test
    void aFullDiskIsOneClearErrorAndTheNextRunSucceeds() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            rows.add("%d,v%d,%d".formatted(978_307_200_000L + i, i, i));
        }
        Path input = Files.write(directory.resolve("rows.csv"), rows);
        ForkedRun run = new ForkedRun(directory.resolve("run"), spec(input));

        ForkedRun.Ended full = run.run(List.of("bash", "-c", "ulimit -f " + LIMIT_KILOBYTES + " && exec \"$@\"", "-"));

        assertThat(full.status()).isNotZero();
        assertThat(run.errors())
                .contains("Stage [build segments] failed: File too large: no more can be written below [")
                .contains("make room, and run again");
        assertThat(zips(run.store())).isEmpty();
        try (ControlDatabase control = run.openControl()) {
            assertThat(control.batches().pending("test")).isEmpty();
        }

        assertThat(run.run().lines().get(0)).startsWith("SEALED ");
    }

    private static List<Path> zips(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(file -> file.toString().endsWith(".zip")).toList();
        }
    }

    private static String spec(Path input) {
        return """
                {"dataSchema": {"dataSource": "test",
                   "parser": {"type": "string", "parseSpec": {"format": "csv", "columns": ["t", "a", "n"],
                     "timestampSpec": {"column": "t", "format": "millis"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                   "metricsSpec": [{"type": "longSum", "name": "n", "fieldName": "n"}],
                   "granularitySpec": {"segmentGranularity": "DAY", "intervals": ["2001-01-01/2001-01-02"]}},
                 "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                 "tuningConfig": {"type": "hadoop", "partitionsSpec": {"type": "hashed", "numShards": 1}}}""".formatted(input);
    }
}
