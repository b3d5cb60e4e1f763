package io.isobar.catalog;

import static io.isobar.catalog.Releases.days;
import static io.isobar.catalog.Releases.segment;
import static io.isobar.catalog.Releases.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealedBatchTest {
    @Test
    void isEqualHoweverItsPartsAreListed() {
        SealedBatch one = batch(List.of(days(0, 1), days(1, 3)), segment(0, version(1), 0), segment(1, version(1), 0));
        SealedBatch other =
                batch(List.of(days(2, 3), days(0, 2)), segment(1, version(1), 0), segment(0, version(1), 0));

        assertThat(one).isEqualTo(other);
        assertThat(one.replaced()).containsExactly(days(0, 3));
    }

    @Test
    void refusesSegmentsThatItDoesNotReplaceOrThatAreNotItsOwn() {
        assertThatThrownBy(() -> batch(List.of(days(0, 1)), segment(1, version(1), 0)))
                .hasMessageContaining("a batch adds only where it replaces");
        assertThatThrownBy(() -> batch(List.of(days(0, 1)), segment(0, version(2), 0)))
                .hasMessageContaining("is not of datasource [flights] and version [2026-01-01T00:00:00.001Z]");
        assertThatThrownBy(() -> batch(List.of(days(0, 1)), segment(0, version(1), 0), segment(0, version(1), 0)))
                .hasMessageEndingWith("appears twice in one batch");
        assertThatThrownBy(() -> batch(List.of())).hasMessageContaining("replaces no interval");
    }

    private static SealedBatch batch(List<Interval> replaced, ReleaseSegment... segments) {
        return new SealedBatch(Releases.DATA_SOURCE, "a", version(1), replaced, List.of(segments), "east", 1);
    }
}
