package io.isobar.serving.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTokenTest {
    @ParameterizedTest
    @MethodSource("io.isobar.serving.testing.Seeds#some")
    void mergingTakesTheNewestOfEachDatasourceInWhateverOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SeenRelease> seen = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            long seq = 1 + random.nextLong(20);
            seen.add(new SeenRelease("ds" + random.nextInt(4), seq, "%08x".formatted(seq)));
        }
        ReleaseToken merged = ReleaseToken.NONE;
        for (SeenRelease release : seen) {
            ReleaseToken before = merged;
            merged = merged.merge(ReleaseToken.of(List.of(release)));
            for (SeenRelease known : before.all()) {
                assertThat(merged.seen(known.dataSource()).orElseThrow().seq()).isGreaterThanOrEqualTo(known.seq());
            }
        }

        assertThat(merged).isEqualTo(ReleaseToken.of(seen));
        for (SeenRelease release : seen) {
            long newest = seen.stream()
                    .filter(other -> other.dataSource().equals(release.dataSource()))
                    .mapToLong(SeenRelease::seq)
                    .max()
                    .orElseThrow();
            assertThat(merged.seen(release.dataSource()).orElseThrow().seq()).isEqualTo(newest);
        }
    }

    @Test
    void aReleaseReadsAsItIsSpelt() {
        SeenRelease release = new SeenRelease("a b:c,é", 12, "00ff00ff");

        assertThat(release.text()).isEqualTo("a%20b%3Ac%2C%C3%A9:12:00ff00ff");
        assertThat(SeenRelease.parse(release.text())).contains(release);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:1",
                "a:1:",
                ":1:00ff00ff",
                "a:0:00ff00ff",
                "a:01:00ff00ff",
                "a:-1:00ff00ff",
                "a:1:00FF00FF",
                "a:1:00ff00f",
                "a:1:00ff00ff0",
                "a b:1:00ff00ff",
                "a%2:1:00ff00ff",
                "a%2g:1:00ff00ff",
                "a:1000000000000000000000:00ff00ff"
            })
    void whatIsNoReleaseIsNotRead(String text) {
        assertThat(SeenRelease.parse(text)).isEmpty();
    }

    @Test
    void aReleaseThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new SeenRelease("a", 0, "00ff00ff"))
                .hasMessage("Invalid release [0] of datasource [a]: releases count from 1");
        assertThatThrownBy(() -> new SeenRelease("a", 1, "00ff")).hasMessageStartingWith("Invalid root [00ff]");
        assertThatThrownBy(() -> new SeenRelease("", 1, "00ff00ff")).hasMessageContaining("it is empty");
    }
}
