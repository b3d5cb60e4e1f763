package io.isobar.cli.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private final AtomicLong clock = new AtomicLong(-5);
    private final Progress progress = new Progress(new PrintWriter(err), clock::get);

    @Test
    void saysNothingAboutShortWork() {
        clock.addAndGet(2 * SECOND);
        progress.at(500, 1000, "rows");

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsRateAndTimeLeftEveryThreeSeconds() {
        clock.addAndGet(4 * SECOND);
        progress.at(4000, 10_000, "rows");
        clock.addAndGet(SECOND);
        progress.at(5000, 10_000, "rows");

        assertThat(err.toString())
                .isEqualToNormalizingNewlines("4,000 of 10,000 rows, 1,000 a second, about 6 s left\n");
    }
}
