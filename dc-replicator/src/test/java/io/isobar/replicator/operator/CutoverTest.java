package io.isobar.replicator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.control.Activation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutoverTest {
    private static final Instant COMMIT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void theSkewIsFromTheFirstDataCenterToTheLastByTheDatabasesClock() {
        Cutover cutover = Cutover.of(
                1, Optional.of(COMMIT), List.of(active("east", 40), active("west", 300)), List.of("east", "west"));

        assertThat(cutover.skew()).contains(Duration.ofMillis(260));
        assertThat(cutover.waitingFor()).isEmpty();
    }

    @Test
    void thereIsNoSkewBeforeTheLastOneIsActive() {
        Cutover cutover = Cutover.of(1, Optional.of(COMMIT), List.of(active("east", 40)), List.of("east", "west"));

        assertThat(cutover.skew()).isEmpty();
        assertThat(cutover.waitingFor()).containsExactly("west");
    }

    private static Activation active(String dc, long millis) {
        return new Activation("flights", 1, dc, COMMIT.minusSeconds(3600), COMMIT.plusMillis(millis));
    }
}
