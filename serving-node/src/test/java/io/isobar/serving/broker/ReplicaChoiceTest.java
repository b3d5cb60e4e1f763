package io.isobar.serving.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import io.isobar.serving.testing.ManualNanos;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicaChoiceTest {
    private static final List<String> HOLDERS = List.of("a:1", "b:1", "c:1");

    private final ManualNanos time = new ManualNanos();
    private final ReplicaChoice choice = new ReplicaChoice(time);

    private static SegmentId segment(int day) {
        return new SegmentId("flights", new Interval(day * 86_400_000L, (day + 1) * 86_400_000L), "v1", 0);
    }

    @Test
    void aSegmentIsAlwaysAskedOfTheSameAndAllHaveTheirShare() {
        Map<String, Integer> shares = new HashMap<>();
        for (int day = 0; day < 300; day++) {
            String chosen = choice.choose(segment(day), HOLDERS, Set.of()).orElseThrow();
            assertThat(choice.choose(segment(day), HOLDERS, Set.of())).contains(chosen);
            shares.merge(chosen, 1, Integer::sum);
        }

        assertThat(shares.values()).allMatch(share -> share > 60);
    }

    @Test
    void whoWasTriedIsNotAskedAgain() {
        assertThat(choice.choose(segment(1), HOLDERS, Set.of("a:1", "c:1"))).contains("b:1");
        assertThat(choice.choose(segment(1), HOLDERS, Set.copyOf(HOLDERS))).isEmpty();
    }

    @Test
    void whoFailedLatelyIsAskedLast() {
        String first = choice.choose(segment(1), HOLDERS, Set.of()).orElseThrow();
        choice.failed(first);
        assertThat(choice.choose(segment(1), HOLDERS, Set.of()))
                .isPresent()
                .get()
                .isNotEqualTo(first);
        assertThat(choice.choose(segment(1), List.of(first), Set.of())).contains(first);

        time.pass(ReplicaChoice.FAILURE_REMEMBERED);
        assertThat(choice.choose(segment(1), HOLDERS, Set.of())).contains(first);
    }
}
