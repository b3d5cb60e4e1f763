package io.isobar.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private final StringWriter out = new StringWriter();
    private long now;

    @Test
    void numbersStepsAndShowsTheTimeOfEach() {
        Narrator narrator = new Narrator(new PrintWriter(out), () -> now, 2);
        narrator.step("Start");
        after(1500);
        narrator.progress("east is up");
        after(500);
        narrator.step("Index");
        after(4000);
        narrator.summary();

        assertThat(out.toString().lines())
                .containsExactly(
                        "",
                        "[1/2] Start",
                        "       1.5 s  east is up",
                        "      done in 2.0 s",
                        "",
                        "[2/2] Index",
                        "      done in 4.0 s",
                        "",
                        "      step    time",
                        "      Start  2.0 s",
                        "      Index  4.0 s",
                        "      all    6.0 s");
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
