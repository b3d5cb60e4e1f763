package io.isobar.indexer.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedPairsTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatSortingAllPairsAtOnceGives(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            List<Pairs.Pair> pairs = Pairs.some(random, random.nextInt(2_000), 1);
            List<SortedPairs> sources = new ArrayList<>();
            int from = 0;
            while (from < pairs.size() || sources.isEmpty()) {
                int to = Math.min(pairs.size(), from + random.nextInt(500));
                sources.add(Pairs.arena(pairs.subList(from, to), 1).sorted().partition(0));
                from = to;
            }

            assertThat(Pairs.read(new MergedPairs(sources)))
                    .as("seed %d, round %d, sources %d", seed, round, sources.size())
                    .isEqualTo(Pairs.expected(pairs, 0));
        }
    }

    @Test
    void isEmptyWithoutSources() throws IOException {
        MergedPairs merged = new MergedPairs(List.of());

        assertThat(merged.next()).isFalse();
        assertThat(merged.next()).isFalse();
    }
}
