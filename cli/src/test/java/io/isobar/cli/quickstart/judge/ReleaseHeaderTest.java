package io.isobar.cli.quickstart.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseHeaderTest {
    @Test
    void readsWhatItWrites() {
        ReleaseHeader header = new ReleaseHeader("a:b", 12, "0123abcd");

        assertThat(ReleaseHeader.parse(header.toString())).contains(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "flights", "flights:1", "flights:x:0123abcd", "flights:1:0123abc", "flights:-1:0123abcd"})
    void refusesEverythingElse(String text) {
        assertThat(ReleaseHeader.parse(text)).isEmpty();
    }
}
