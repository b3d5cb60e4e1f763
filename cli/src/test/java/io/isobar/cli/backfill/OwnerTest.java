package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerTest {
    private final Owner self = Owner.self();

    @Test
    void aProcessThatRunsIsThere() {
        assertThat(Owner.isGone(self.toString())).isFalse();
    }

    @Test
    void aProcessThatHasEndedIsGoneAlsoIfItsNumberIsInUseAgain() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(Owner.isGone(new Owner(self.host(), process.pid(), 1).toString()))
                .isTrue();
        assertThat(Owner.isGone(new Owner(self.host(), self.pid(), self.start() - 1).toString()))
                .isTrue();
    }

    @Test
    void ofAnotherHostNothingIsKnown() {
        assertThat(Owner.isGone("elsewhere.example.com:1:1")).isFalse();
        assertThat(Owner.isGone("")).isFalse();
    }
}
