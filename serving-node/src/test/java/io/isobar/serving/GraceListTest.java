package io.isobar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.serving.testing.ManualNanos;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraceListTest {
    private final ManualNanos time = new ManualNanos();
    private final GraceList<String> list = new GraceList<>(Duration.ofMinutes(1), time);

    @Test
    void aThingHasItsGraceFromWhenItCameOntoTheList() {
        assertThat(list.update(List.of("a"))).containsExactly("a");
        time.pass(Duration.ofSeconds(40));
        assertThat(list.update(List.of("a", "b"))).containsExactlyInAnyOrder("a", "b");
        time.pass(Duration.ofSeconds(40));
        assertThat(list.update(List.of("a", "b"))).containsExactly("b");
    }

    @Test
    void whoeverLeavesTheListStartsAgain() {
        list.update(List.of("a"));
        time.pass(Duration.ofSeconds(59));
        list.update(List.of());
        time.pass(Duration.ofSeconds(59));

        assertThat(list.update(List.of("a"))).containsExactly("a");
    }
}
