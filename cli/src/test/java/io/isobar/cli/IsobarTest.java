package io.isobar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsobarTest {
    private final CommandRun isobar = new CommandRun();

    @Test
    void tellsItsVersionAndTheJavaItRunsOn() {
        assertThat(isobar.run("--version")).isZero();

        assertThat(isobar.out()).matches("isobar [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java [0-9]+, .+\\)\\R");
    }

    @Test
    void listsItsCommands() {
        assertThat(isobar.run("--help")).isZero();

        assertThat(isobar.out()).contains("Usage: isobar").contains("--verbose");
    }

    @Test
    void aMissingCommandIsWrongUsage() {
        assertThat(isobar.run()).isEqualTo(2);

        assertThat(isobar.err()).contains("isobar: Missing command").contains("Try 'isobar --help'.");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(isobar.run("--verbos")).isEqualTo(2);

        assertThat(isobar.err()).contains("--verbos").doesNotContain("\tat ");
    }
}
