package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReindexCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();

    @Test
    void helpHasAnExampleAndExitCodes() {
        assertThat(isobar.run("reindex", "--help")).isZero();

        assertThat(isobar.out()).contains("isobar reindex --datasource", "wrong usage", "--from-druid");
    }

    @Test
    void anIntervalThatIsNoneIsWrongUsage() throws Exception {
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");

        assertThat(isobar.run("reindex", "--datasource", "x", "--interval", "yesterday", "--config", "" + config))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("--interval: Interval [yesterday] isn't of the form start/end");
    }

    @Test
    void changesWithAFieldOfNoMeaningAreRefusedByName() throws Exception {
        Path config = Files.writeString(directory.resolve("indexer.properties"), "");
        Path changes = Files.writeString(directory.resolve("changes.json"), "{\"dropDimension\": [\"x\"]}");

        assertThat(isobar.run(
                        "reindex",
                        "--datasource",
                        "x",
                        "--interval",
                        "2001-01-01/P1D",
                        "--spec",
                        "" + changes,
                        "--config",
                        "" + config))
                .isEqualTo(1);

        assertThat(isobar.err())
                .contains("Changes [" + changes + "]: Field [dropDimension] of the changes is unknown: known are"
                        + " [addMetrics, dataSchema, dropDimensions, dropMetrics, tuningConfig]");
    }

    @Test
    void aDatasourceWithoutSegmentsIsToldBeforeAnythingRuns() throws Exception {
        Path config = Files.writeString(directory.resolve("indexer.properties"), """
                dc.name=east
                dc.deep-storage=%s
                control.database.url=%s
                """.formatted(
                        Files.createDirectories(directory.resolve("store")).toUri(), control()));

        assertThat(isobar.run(
                        "reindex",
                        "--datasource",
                        "flights",
                        "--interval",
                        "2001-01-01/P1D",
                        "--config",
                        "" + config,
                        "--dry-run"))
                .isEqualTo(1);

        assertThat(isobar.err())
                .contains(
                        "Datasource [flights] has no segments in [2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z]");
    }

    private static String control() throws IOException {
        DatabaseConfig config =
                new DatabaseConfig("jdbc:h2:mem:reindex-command;DB_CLOSE_DELAY=-1", "isobar", Optional.empty(), 2);
        try (ControlDatabase control = ControlDatabase.open(config)) {
            control.migrate();
        }
        return config.url();
    }
}
