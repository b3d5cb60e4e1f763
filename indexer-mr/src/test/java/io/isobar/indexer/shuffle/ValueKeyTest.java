package io.isobar.indexer.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueKeyTest {
    private static final List<String> TEXTS = List.of("", "\u0000", "\u0001", "a", "ab", "é", "\uE000", "\uD83D\uDE00");

    @Test
    void keysSortByChunkCandidateAndValuesNullFirst() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            long chunk = random.nextInt(3) - 1L;
            long otherChunk = random.nextInt(3) - 1L;
            int candidate = random.nextInt(3) - 1;
            int otherCandidate = random.nextInt(3) - 1;
            List<@Nullable String> values = values(random);
            List<@Nullable String> otherValues = values(random);
            int expected = Long.compare(chunk, otherChunk);
            if (expected == 0 && (candidate < 0 || otherCandidate < 0)) {
                continue; // the rows of a chunk are a group of their own, wherever it sorts
            }
            expected = expected != 0 ? expected : Integer.compare(candidate, otherCandidate);
            expected = expected != 0 ? expected : compare(values, otherValues);
            byte[] key = key(chunk, candidate, values);
            byte[] other = key(otherChunk, otherCandidate, otherValues);

            assertThat(Integer.signum(Arrays.compareUnsigned(key, other))).isEqualTo(Integer.signum(expected));
            assertThat(ValueKey.isOf(ValueKey.group(key), other))
                    .isEqualTo(chunk == otherChunk && candidate == otherCandidate);
            assertThat(ValueKey.values(key, key.length)).isEqualTo(values);
            assertThat(ValueKey.chunkStart(key)).isEqualTo(chunk);
            assertThat(ValueKey.candidate(key)).isEqualTo(candidate);
        }
    }

    private static int compare(List<@Nullable String> a, List<@Nullable String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = Comparator.nullsFirst(Comparator.<String>naturalOrder()).compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<@Nullable String> values(Random random) {
        return Arrays.asList(value(random), value(random));
    }

    private static @Nullable String value(Random random) {
        return random.nextInt(5) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static byte[] key(long chunk, int candidate, List<@Nullable String> values) {
        ByteSink sink = new ByteSink();
        ValueKey.write(chunk, candidate, values, sink);
        return Arrays.copyOf(sink.array(), sink.size());
    }
}
