package io.isobar.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void alignsTextToTheLeftAndNumbersToTheRight() {
        TextTable table = new TextTable("release", "segments", "state")
                .row("flights:1", 62, "SUPERSEDED")
                .row("flights:12", 1234, "COMMITTED");

        assertThat(table.render("  ").lines())
                .containsExactly(
                        "  release     segments  state",
                        "  flights:1         62  SUPERSEDED",
                        "  flights:12     1,234  COMMITTED");
    }

    @Test
    void refusesARowThatDoesNotFit() {
        assertThatThrownBy(() -> new TextTable("a", "b").row("x"))
                .hasMessage("Row with [1] cells in a table of [2] columns");
    }
}
