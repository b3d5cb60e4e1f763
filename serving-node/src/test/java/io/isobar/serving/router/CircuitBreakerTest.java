package io.isobar.serving.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.serving.testing.ManualNanos;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ManualNanos time = new ManualNanos();
    private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, time);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void afterFailuresInARowNothingIsLetThrough() {
        fail(2);
        assertThat(breaker.isOpen()).isFalse();
        breaker.succeeded();
        fail(2);
        assertThat(breaker.tryCall()).isTrue();
        fail(1);
        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.tryCall()).isFalse();
    }

    @Test
    void afterThePauseOneCallIsLetThroughAndItsOutcomeDecides() {
        fail(3);
        time.pass(PAUSE);
        assertThat(breaker.tryCall()).isTrue();
        assertThat(breaker.tryCall()).isFalse();
        assertThat(breaker.isOpen()).isTrue();

        breaker.failed();
        assertThat(breaker.tryCall()).isFalse();
        time.pass(PAUSE);
        assertThat(breaker.tryCall()).isTrue();
        breaker.succeeded();
        assertThat(breaker.tryCall()).isTrue();
        assertThat(breaker.isOpen()).isFalse();
    }
}
