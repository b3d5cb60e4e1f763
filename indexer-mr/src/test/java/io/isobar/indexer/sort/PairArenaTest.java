package io.isobar.indexer.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairArenaTest {
    private static final byte[] EMPTY = {};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesEachPartitionInTheOrderOfAPlainStableSort(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            int partitions = 1 + random.nextInt(random.nextBoolean() ? 2 : 50);
            List<Pairs.Pair> pairs = Pairs.some(random, random.nextInt(3_000), partitions);
            SortedArena sorted = Pairs.arena(pairs, partitions).sorted();
            for (int partition = 0; partition < partitions; partition++) {
                assertThat(Pairs.read(sorted.partition(partition)))
                        .as("seed %d, round %d, partition %d", seed, round, partition)
                        .isEqualTo(Pairs.expected(pairs, partition));
            }
        }
    }

    @Test
    void sortsKeysThatAgreeForThousandsOfBytes() throws IOException {
        SplittableRandom random = new SplittableRandom(31);
        byte[] common = Pairs.bytes(random, 20_000, 256);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] key = common.clone();
            key[random.nextInt(key.length)]++;
            pairs.add(new Pairs.Pair(0, key, EMPTY));
        }

        assertThat(Pairs.read(Pairs.arena(pairs, 1).sorted().partition(0))).isEqualTo(Pairs.expected(pairs, 0));
    }

    @Test
    void sortsKeysOfWhichEachGoesOnFromTheOneBefore() throws IOException {
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int i = 3_000; i >= 0; i--) {
            byte[] key = new byte[i + 1];
            key[i] = 1;
            pairs.add(new Pairs.Pair(0, key, EMPTY));
        }

        assertThat(Pairs.read(Pairs.arena(pairs, 1).sorted().partition(0))).isEqualTo(Pairs.expected(pairs, 0));
    }

    @Test
    void keepsPairsThatAreLongerThanAStepAmongShortOnes() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int length = random.nextInt(3) == 0 ? PairArena.STEP_BYTES + random.nextInt(1_000) : random.nextInt(1_000);
            boolean inKey = random.nextBoolean();
            pairs.add(new Pairs.Pair(
                    random.nextInt(2),
                    Pairs.bytes(random, inKey ? length : 3, 256),
                    Pairs.bytes(random, inKey ? 0 : length, 256)));
        }
        SortedArena sorted = Pairs.arena(pairs, 2).sorted();

        assertThat(Pairs.read(sorted.partition(0))).isEqualTo(Pairs.expected(pairs, 0));
        assertThat(Pairs.read(sorted.partition(1))).isEqualTo(Pairs.expected(pairs, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1_000, 100_000})
    void isFullBeforeItsPairsAndTheirSortingTakeMoreThanItMay(int length) {
        int most = 4 << 20;
        PairArena arena = new PairArena(1, most);
        byte[] value = new byte[length];
        while (arena.add(0, EMPTY, 0, value, length)) {
            assertThat(arena.size()).isLessThan(most);
        }

        long needed = arena.bytes() + arena.size() * 16L;
        assertThat(needed).isLessThanOrEqualTo(most).isGreaterThan(most / 2);
    }

    @Test
    void takesAPairThatIsLongerThanItsMemoryAlone() throws IOException {
        PairArena arena = new PairArena(1, 1_000);
        Pairs.Pair large = new Pairs.Pair(0, new byte[] {1}, new byte[1 << 20]);

        assertThat(Pairs.add(arena, large)).isTrue();
        assertThat(arena.add(0, EMPTY, 0, EMPTY, 0)).isFalse();
        assertThat(Pairs.read(arena.sorted().partition(0))).containsExactly(large.text());
    }

    @Test
    void countsTheBytesOfItsPairs() {
        PairArena arena = new PairArena(2, 1 << 20);
        arena.add(0, new byte[] {1, 2, 3}, 3, new byte[] {4}, 1);
        arena.add(1, EMPTY, 0, EMPTY, 0);

        assertThat(arena.size()).isEqualTo(2);
        assertThat(arena.bytes()).isEqualTo(3 + 1 + 2 * SortedPairs.LENGTHS);
    }

    @Test
    void refusesWhatNoArenaCanHave() {
        assertThatThrownBy(() -> new PairArena(0, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An arena can't have [0] partitions and [1000] bytes");
        assertThatThrownBy(() -> new PairArena(1, 1L << 31)).isInstanceOf(IllegalArgumentException.class);
    }
}
