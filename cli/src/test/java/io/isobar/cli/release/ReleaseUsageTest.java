package io.isobar.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseUsageTest {
    private final CommandRun isobar = new CommandRun();

    @ParameterizedTest
    @ValueSource(strings = {"release list", "release show", "release rollback", "dc status"})
    void everyCommandHasAnExampleAndItsExitCodes(String command) {
        String[] words = (command + " --help").split(" ");

        assertThat(isobar.run(words)).isZero();

        assertThat(isobar.out())
                .contains("Exit codes:", "  2   wrong usage", "Example:", "isobar " + command + " --config");
    }

    @Test
    void aMissingConfigurationFileIsNamed() {
        assertThat(isobar.run("release", "list", "--config", "/no/such.properties"))
                .isEqualTo(2);

        assertThat(isobar.err()).startsWith("isobar release list: No file [/no/such.properties] for --config");
    }

    @Test
    void aReleaseNumberMustBeANumber() {
        assertThat(isobar.run("release", "show", "--config", "x", "flights", "two"))
                .isEqualTo(2);

        assertThat(isobar.err()).contains("'two' is not a long");
    }

    @Test
    void aGroupAloneSaysWhatBelongsToIt() {
        assertThat(isobar.run("release")).isEqualTo(2);

        assertThat(isobar.err()).contains("Missing command: list, show or rollback");
    }
}
