package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which slice starts when. Pure: it is told what happened and what time it is.
 *
 * <p>A slice that failed rests before it is tried again, and the others go on. One that somebody else holds is looked at
 * again later, which is no failure; after {@value #MOST_WAITS} looks it is one.
 */
final class SliceBoard {
    /** Whoever holds a slice for so many looks doesn't let go by itself. */
    static final int MOST_WAITS = 960;

    private final int parallel;
    private final RetryPolicy policy;
    private final Map<Interval, Place> places = new TreeMap<>();
    private boolean draining;

    private enum Phase {
        WAITING,
        RUNNING,
        SEALED,
        FAILED
    }

    /** Where one slice stands; changed in place. */
    private static final class Place {
        private Phase phase = Phase.WAITING;
        private Instant due = Instant.MIN;
        private int failures;
        private int waits;
    }

    /** What becomes of a slice after an attempt. */
    sealed interface Next {
        /** It is sealed. */
        record Sealed() implements Next {}

        /** It is tried again. */
        record Again(Duration rest) implements Next {}

        /** It isn't tried again in this run. */
        record GivenUp() implements Next {}
    }

    /** @param parallel how many run at once, at most */
    SliceBoard(List<Interval> slices, int parallel, RetryPolicy policy) {
        if (parallel < 1) {
            throw new IllegalArgumentException("Parallel [%d] must be 1 or more".formatted(parallel));
        }
        this.parallel = parallel;
        this.policy = policy;
        slices.forEach(slice -> places.put(slice, new Place()));
    }

    /**
     * The slice to start now; none if enough run, nothing is due, or no more are to be started. The oldest first, and those
     * that haven't failed before those that have.
     */
    Optional<Interval> next(Instant now) {
        if (draining || running() >= parallel) {
            return Optional.empty();
        }
        return places.entrySet().stream()
                .filter(entry -> entry.getValue().phase == Phase.WAITING)
                .filter(entry -> !entry.getValue().due.isAfter(now))
                .min(Comparator.comparing((Map.Entry<Interval, Place> entry) -> entry.getValue().due)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** When {@link #next} may have something that isn't due yet; none if only the end of a running slice changes anything. */
    Optional<Instant> wakeAt() {
        if (draining || running() >= parallel) {
            return Optional.empty();
        }
        return places.values().stream()
                .filter(place -> place.phase == Phase.WAITING)
                .map(place -> place.due)
                .min(Comparator.naturalOrder());
    }

    /** An attempt has begun. */
    void started(Interval slice) {
        at(slice, Phase.WAITING).phase = Phase.RUNNING;
    }

    /** Its batch turned out to be sealed without an attempt. */
    void foundSealed(Interval slice) {
        at(slice, Phase.WAITING).phase = Phase.SEALED;
    }

    /** It turned out that no attempt can help. */
    void refused(Interval slice) {
        at(slice, Phase.WAITING).phase = Phase.FAILED;
    }

    /** Somebody else is at work on it. */
    Next held(Interval slice, Instant now) {
        return waitFor(at(slice, Phase.WAITING), now);
    }

    /** An attempt has ended. */
    Next ended(Interval slice, SliceOutcome outcome, Instant now) {
        Place place = at(slice, Phase.RUNNING);
        place.phase = Phase.WAITING;
        if (outcome instanceof SliceOutcome.Sealed) {
            place.phase = Phase.SEALED;
            return new Next.Sealed();
        }
        if (outcome instanceof SliceOutcome.Failed) {
            return fail(place, now);
        }
        if (outcome instanceof SliceOutcome.Locked) {
            return waitFor(place, now);
        }
        // Somebody wants everything to stop, even if nobody has told this board.
        drain();
        return new Next.GivenUp();
    }

    /** An attempt couldn't begin. */
    Next failedToStart(Interval slice, Instant now) {
        return fail(at(slice, Phase.WAITING), now);
    }

    private Next fail(Place place, Instant now) {
        place.failures++;
        if (place.failures > policy.retries()) {
            place.phase = Phase.FAILED;
            return new Next.GivenUp();
        }
        Duration rest = policy.rest(place.failures);
        place.due = now.plus(rest);
        return new Next.Again(rest);
    }

    private Next waitFor(Place place, Instant now) {
        place.waits++;
        if (place.waits > MOST_WAITS) {
            place.phase = Phase.FAILED;
            return new Next.GivenUp();
        }
        place.due = now.plus(policy.lookAgain());
        return new Next.Again(policy.lookAgain());
    }

    /** Starts nothing more from here on; what runs goes on. */
    void drain() {
        draining = true;
    }

    /** Whether nothing runs and nothing will. */
    boolean isOver() {
        return running() == 0 && (draining || count(Phase.WAITING) == 0);
    }

    int running() {
        return count(Phase.RUNNING);
    }

    int sealed() {
        return count(Phase.SEALED);
    }

    int failed() {
        return count(Phase.FAILED);
    }

    /** Neither sealed nor given up, those that run included. */
    int left() {
        return count(Phase.WAITING) + count(Phase.RUNNING);
    }

    private int count(Phase phase) {
        return (int)
                places.values().stream().filter(place -> place.phase == phase).count();
    }

    private Place at(Interval slice, Phase expected) {
        Place place = places.get(slice);
        if (place == null || place.phase != expected) {
            throw new IllegalStateException(
                    "Slice [%s] is [%s], not [%s]".formatted(slice, place == null ? "unknown" : place.phase, expected));
        }
        return place;
    }
}
