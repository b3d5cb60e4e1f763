package io.isobar.catalog.control;

import io.isobar.segment.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One slice of a backfill as the ledger has it.
 *
 * @param attempts how often the slice was claimed, in all runs of its backfill
 * @param owner who claimed it last; empty before the first claim
 * @param batches what is known to be sealed of it: once it is done one for each datasource, before that maybe some
 * @param detail why it is in this state, in words
 * @param seenAt when its owner last said that it is still at work
 * @param askedAt the database's clock when this was read
 */
public record BackfillSlice(
        String backfill,
        Interval interval,
        State state,
        int attempts,
        String owner,
        List<SliceBatch> batches,
        String detail,
        Optional<Instant> claimedAt,
        Optional<Instant> seenAt,
        Optional<Instant> endedAt,
        Instant askedAt) {
    public BackfillSlice {
        batches = List.copyOf(batches);
    }

    /** How far a slice has come. */
    public enum State {
        /** Nobody has run it, or who ran it was stopped. */
        PENDING,
        /** Its owner is at work, or was when it vanished. */
        RUNNING,
        /** Its batches are sealed. */
        DONE,
        /** The last attempt failed. */
        FAILED,
        /** It has no input, and that was said to be no failure. */
        SKIPPED
    }

    /** How long its owner has been silent. */
    public Duration silence() {
        return seenAt.map(at -> Duration.between(at, askedAt)).orElse(Duration.ZERO);
    }

    /** Whether both are the same moment in the life of one slice: nobody has touched it in between. */
    boolean sameMoment(BackfillSlice other) {
        return backfill.equals(other.backfill)
                && interval.equals(other.interval)
                && state == other.state
                && attempts == other.attempts
                && owner.equals(other.owner);
    }
}
