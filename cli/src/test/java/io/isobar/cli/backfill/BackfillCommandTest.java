package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();
    private Path config;

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(directory.resolve("indexer.properties"), "");
    }

    @Test
    void helpHasAnExampleAndExitCodes() {
        assertThat(isobar.run("backfill", "--help")).isZero();

        assertThat(isobar.out()).contains("isobar backfill --spec", "list", "status", "130   stopped by Ctrl-C");
    }

    @Test
    void tellsAllThatIsMissing() {
        assertThat(isobar.run("backfill", "--from", "2026-01-01")).isEqualTo(2);

        assertThat(isobar.err()).contains("Missing --spec, --config, --to, --by");
    }

    @Test
    void refusesSlicesThatWouldCutChunks() throws Exception {
        assertThat(run("MONTH", "/raw/${days}", "--by", "P1D")).isEqualTo(2);

        assertThat(isobar.err())
                .contains("--by P1D: Slice [2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z] would replace a part");
    }

    @Test
    void refusesAPathThatNamesOneDayOfMany() throws Exception {
        assertThat(run("DAY", "/raw/${day}", "--by", "P7D")).isEqualTo(2);

        assertThat(isobar.err()).contains("Variable [day]", "${days}");
    }

    @Test
    void refusesARangeThatEndsBeforeItStarts() throws Exception {
        assertThat(run("DAY", "/raw/${day}", "--by", "P1D", "--to", "2025-01-01"))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("--from and --to: Interval [2026-01-01", "ends before it starts");
    }

    @Test
    void refusesNumbersThatMakeNoSense() throws Exception {
        assertThat(run("DAY", "/raw/${day}", "--by", "P1D", "--parallel", "0")).isEqualTo(2);
        assertThat(isobar.err()).contains("--parallel [0] must be from 1 to 256");
        assertThat(run("DAY", "/raw/${day}", "--by", "P1D", "--retries", "-1")).isEqualTo(2);
        assertThat(isobar.err()).contains("--retries [-1]");
        assertThat(run("DAY", "/raw/${day}", "--by", "1 day")).isEqualTo(2);
        assertThat(isobar.err()).contains("Period [1 day] is not of the ISO 8601 form");
    }

    @Test
    void listAndStatusNeedOnlyTheControlDatabase() {
        assertThat(isobar.run("backfill", "list")).isEqualTo(2);
        assertThat(isobar.err()).contains("--config");
        assertThat(isobar.run("backfill", "status", "--config", "" + config)).isEqualTo(2);
        assertThat(isobar.err()).contains("BACKFILL");
    }

    private int run(String granularity, String path, String... options) throws IOException {
        Path spec = Files.writeString(directory.resolve("spec.json"), """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "x",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                    "granularitySpec": {"segmentGranularity": "%s"}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "%s"}},
                  "tuningConfig": {"type": "hadoop"}}}
                """.formatted(granularity, path));
        List<String> arguments = new ArrayList<>(
                List.of("backfill", "--spec", "" + spec, "--config", "" + config, "--from", "2026-01-01"));
        if (!List.of(options).contains("--to")) {
            arguments.addAll(List.of("--to", "2026-01-31"));
        }
        arguments.addAll(List.of(options));
        return isobar.run(arguments.toArray(String[]::new));
    }
}
