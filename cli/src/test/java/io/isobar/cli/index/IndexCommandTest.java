package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();

    @Test
    void helpHasAnExampleAndExitCodes() {
        assertThat(isobar.run("index", "--help")).isZero();

        assertThat(isobar.out())
                .contains(
                        "isobar index flights.json",
                        "nothing is published",
                        "2     wrong usage",
                        "143   stopped by SIGTERM");
    }

    @Test
    void theSpecIsTheArgumentOrAnOption() {
        assertThat(isobar.run("index", "/no/spec.json", "--config", "/no/config"))
                .isEqualTo(2);
        assertThat(isobar.err()).contains("No file [/no/spec.json] for SPEC");

        assertThat(isobar.run("index", "--config", "/no/config")).isEqualTo(2);
        assertThat(isobar.err()).contains("Missing the spec: name its file");

        assertThat(isobar.run("index", "a.json", "--spec", "b.json", "--config", "/no/config"))
                .isEqualTo(2);
    }

    @Test
    void aMissingSpecIsWrongUsage() {
        assertThat(isobar.run("index", "--spec", "/no/spec.json", "--config", "/no/config"))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("No file [/no/spec.json] for --spec");
    }

    @Test
    void aSpecThatIsNotJsonIsNamedWithLineAndColumn() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), "{\n \"type\" \"index_hadoop\"}");
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");

        assertThat(isobar.run("index", "--spec", "" + spec, "--config", "" + config))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("Spec [" + spec + "]: The spec is not JSON", "line [2]");
    }

    @Test
    void everyProblemOfASpecIsToldAtOnce() throws Exception {
        Path spec = Files.writeString(
                directory.resolve("spec.json"),
                "{\"type\":\"index_hadoop\",\"spec\":{\"dataSchema\":{\"dataSorce\":\"x\",\"metricSpec\":[]}}}");
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");

        assertThat(isobar.run("index", "--spec", "" + spec, "--config", "" + config))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("did you mean [dataSource]?", "did you mean [metricsSpec]?");
    }

    @Test
    void aVariableOfTheSpecIsSetOnTheCommandLine() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "x",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                    "granularitySpec": {"intervals": ["${day}/P1D"]}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/raw/${day}"}},
                  "tuningConfig": {"type": "hadoop"}}}
                """);
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");

        assertThat(isobar.run("index", "--spec", "" + spec, "--config", "" + config))
                .isEqualTo(1);
        assertThat(isobar.err()).contains("day");

        CommandRun set = new CommandRun();
        assertThat(set.run("index", "--spec", "" + spec, "--config", "" + config, "--set", "day=2001-01-01"))
                .isEqualTo(1);
        assertThat(set.err()).doesNotContain("day").contains("dc.name");
    }

    @Test
    void anIntervalThatCutsAChunkIsRefusedBeforeAnythingIsRead() throws Exception {
        Path spec = Files.writeString(directory.resolve("spec.json"), """
                {"type": "index_hadoop", "spec": {
                  "dataSchema": {"dataSource": "x",
                    "parser": {"type": "hadoopyString", "parseSpec": {"format": "json",
                      "timestampSpec": {"column": "t"}, "dimensionsSpec": {"dimensions": ["a"]}}},
                    "granularitySpec": {"segmentGranularity": "MONTH"}},
                  "ioConfig": {"type": "hadoop", "inputSpec": {"type": "static", "paths": "/raw/${day}"}},
                  "tuningConfig": {"type": "hadoop"}}}
                """);
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");

        assertThat(isobar.run("index", "--spec", "" + spec, "--config", "" + config, "--interval", "2026-01-07/P1D"))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("would replace a part of the chunk", "segmentGranularity [MONTH]");
    }
}
