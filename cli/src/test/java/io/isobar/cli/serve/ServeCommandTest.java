package io.isobar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
    @TempDir
    private Path directory;

    private final CommandRun isobar = new CommandRun();

    @Test
    void needsRolesAndAConfiguration() {
        assertThat(isobar.run("serve")).isEqualTo(2);

        assertThat(isobar.err()).contains("Missing required options", "--roles", "--config");
    }

    @Test
    void namesTheRolesThereAreWhenOneIsUnknown() throws Exception {
        assertThat(isobar.run(
                        "serve", "--roles", "brokr", "--config", config("").toString()))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("Unknown role [brokr]: there are [control-db, zookeeper,");
    }

    @Test
    void saysWhichConfigurationFileIsMissing() {
        assertThat(isobar.run("serve", "--roles", "zookeeper", "--config", "/no/such.properties"))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("No file [/no/such.properties] for --config");
    }

    @Test
    void refusesAMistypedKeyBeforeAnythingStarts() throws Exception {
        Path file = config("zookeeper.directory=" + directory.resolve("zk") + "\nzookeeper.prot=0\n");

        assertThat(isobar.run("serve", "--roles", "zookeeper", "--config", file.toString()))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("Unknown key [zookeeper.prot]", "did you mean [zookeeper.port]?");
        assertThat(directory.resolve("zk")).doesNotExist();
    }

    @Test
    void namesTheKeyThatHasNoDefault() throws Exception {
        Path file = config("");

        assertThat(isobar.run("serve", "--roles", "control-db", "--config", file.toString()))
                .isEqualTo(1);

        assertThat(isobar.err()).contains("Missing key [control-db.directory] in [" + file + "]");
    }

    private Path config(String text) throws Exception {
        return Files.writeString(directory.resolve("process.properties"), text);
    }
}
