package io.isobar.replicator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), new SplittableRandom(1));

    @Test
    void growsUpToTheCapAndNeverWaitsLessThanHalf() {
        long[] ceilings = {100, 200, 400, 800, 1000, 1000, 1000};
        for (long ceiling : ceilings) {
            assertThat(backoff.afterFailure().toMillis()).isBetween(ceiling / 2, ceiling);
        }
    }

    @Test
    void beginsAnewAfterSuccess() {
        for (int i = 0; i < 100; i++) {
            backoff.afterFailure();
        }
        backoff.reset();

        assertThat(backoff.afterFailure().toMillis()).isBetween(50L, 100L);
    }

    @Test
    void refusesACapBelowTheBase() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new SplittableRandom(1)))
                .hasMessage(
                        "Back-off from [PT2S] to [PT1S]: give a base of at least 1 ms and a cap that isn't below it");
    }
}
