package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.segment.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SliceBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final SliceOutcome SEALED = new SliceOutcome.Sealed(List.of(), "sealed");
    private static final SliceOutcome FAILED = new SliceOutcome.Failed("no space left");
    private static final SliceOutcome LOCKED = new SliceOutcome.Locked("locked");
    private static final RetryPolicy POLICY =
            new RetryPolicy(2, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(15));

    @Test
    void startsTheOldestFirstAndNoMoreThanFitSideBySide() {
        SliceBoard board = new SliceBoard(days(3), 2, POLICY);

        assertThat(start(board, NOW)).isEqualTo(day(1));
        assertThat(start(board, NOW)).isEqualTo(day(2));
        assertThat(board.next(NOW)).isEmpty();

        board.ended(day(2), SEALED, NOW);
        assertThat(start(board, NOW)).isEqualTo(day(3));
    }

    @Test
    void aSliceThatFailedRestsAndTheOthersGoOn() {
        SliceBoard board = new SliceBoard(days(3), 1, POLICY);
        start(board, NOW);

        assertThat(board.ended(day(1), FAILED, NOW)).isEqualTo(new SliceBoard.Next.Again(Duration.ofSeconds(30)));
        assertThat(start(board, NOW)).isEqualTo(day(2));
        board.ended(day(2), SEALED, NOW);
        assertThat(start(board, NOW.plusSeconds(60)))
                .as("those that have not failed come first")
                .isEqualTo(day(3));
        board.ended(day(3), SEALED, NOW);
        assertThat(board.next(NOW.plusSeconds(29))).isEmpty();
        assertThat(board.wakeAt()).contains(NOW.plusSeconds(30));
        assertThat(start(board, NOW.plusSeconds(30))).isEqualTo(day(1));
    }

    @Test
    void isGivenUpAfterItsRetriesWhichRestLongerEachTime() {
        SliceBoard board = new SliceBoard(days(1), 1, POLICY);

        start(board, NOW);
        assertThat(board.ended(day(1), FAILED, NOW)).isEqualTo(new SliceBoard.Next.Again(Duration.ofSeconds(30)));
        start(board, NOW.plusSeconds(30));
        assertThat(board.ended(day(1), FAILED, NOW)).isEqualTo(new SliceBoard.Next.Again(Duration.ofSeconds(60)));
        start(board, NOW.plusSeconds(90));
        assertThat(board.ended(day(1), FAILED, NOW)).isEqualTo(new SliceBoard.Next.GivenUp());

        assertThat(board.isOver()).isTrue();
        assertThat(board.failed()).isEqualTo(1);
    }

    @Test
    void theRestGrowsToALimit() {
        assertThat(IntStream.of(1, 2, 3, 5, 6, 1_000_000).mapToObj(POLICY::rest).map(Duration::toSeconds))
                .containsExactly(30L, 60L, 120L, 480L, 600L, 600L);
    }

    @Test
    void aLockOfSomebodyElseIsNoFailure() {
        SliceBoard board =
                new SliceBoard(days(1), 1, new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(15)));

        start(board, NOW);
        assertThat(board.ended(day(1), LOCKED, NOW)).isEqualTo(new SliceBoard.Next.Again(Duration.ofSeconds(15)));
        assertThat(board.held(day(1), NOW)).isEqualTo(new SliceBoard.Next.Again(Duration.ofSeconds(15)));
        assertThat(board.wakeAt()).contains(NOW.plusSeconds(15));
        assertThat(board.failed()).isZero();
    }

    @Test
    void aLockThatIsNeverGivenBackIsOneInTheEnd() {
        SliceBoard board = new SliceBoard(days(1), 1, POLICY);
        for (int i = 0; i < SliceBoard.MOST_WAITS; i++) {
            assertThat(board.held(day(1), NOW)).isInstanceOf(SliceBoard.Next.Again.class);
        }

        assertThat(board.held(day(1), NOW)).isEqualTo(new SliceBoard.Next.GivenUp());
        assertThat(board.isOver()).isTrue();
    }

    @Test
    void whoDrainsStartsNothingAndIsOverWithTheLastThatRuns() {
        SliceBoard board = new SliceBoard(days(3), 1, POLICY);
        start(board, NOW);
        board.drain();

        assertThat(board.next(NOW)).isEmpty();
        assertThat(board.isOver()).isFalse();
        board.ended(day(1), SEALED, NOW);
        assertThat(board.isOver()).isTrue();
        assertThat(board.left()).isEqualTo(2);
    }

    /** Slices fail, are locked or are sealed as it happens; whatever does, each ends once, and nothing is started too soon. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everySliceEndsAndNoneIsTriedTooOftenOrTooSoon(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int parallel = random.nextInt(1, 5);
        List<Interval> slices = days(random.nextInt(1, 25));
        SliceBoard board = new SliceBoard(slices, parallel, POLICY);
        Map<Interval, Integer> failures = new HashMap<>();
        Map<Interval, Instant> notBefore = new HashMap<>();
        List<Interval> running = new ArrayList<>();
        Instant now = NOW;
        int steps = 0;
        while (!board.isOver()) {
            assertThat(++steps).as("steps").isLessThan(10_000);
            var next = board.next(now);
            if (next.isPresent()) {
                assertThat(now).isAfterOrEqualTo(notBefore.getOrDefault(next.get(), NOW));
                board.started(next.get());
                running.add(next.get());
                assertThat(running).hasSizeLessThanOrEqualTo(parallel).doesNotHaveDuplicates();
            } else if (!running.isEmpty()) {
                Interval slice = running.remove(random.nextInt(running.size()));
                SliceOutcome outcome = List.of(SEALED, FAILED, LOCKED).get(random.nextInt(3));
                if (board.ended(slice, outcome, now) instanceof SliceBoard.Next.Again again) {
                    notBefore.put(slice, now.plus(again.rest()));
                }
                if (outcome == FAILED) {
                    failures.merge(slice, 1, Integer::sum);
                }
                now = now.plusSeconds(random.nextInt(20));
            } else {
                now = board.wakeAt().orElseThrow();
            }
        }

        assertThat(running).isEmpty();
        assertThat(board.sealed() + board.failed()).isEqualTo(slices.size());
        assertThat(failures.values()).allMatch(count -> count <= POLICY.retries() + 1);
        assertThat(failures.values().stream().filter(count -> count == POLICY.retries() + 1))
                .hasSize(board.failed());
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static Interval start(SliceBoard board, Instant now) {
        Interval slice = board.next(now).orElseThrow();
        board.started(slice);
        return slice;
    }

    private static Interval day(int number) {
        return Interval.parse("2026-01-%02d/P1D".formatted(number));
    }

    private static List<Interval> days(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(SliceBoardTest::day).toList();
    }
}
