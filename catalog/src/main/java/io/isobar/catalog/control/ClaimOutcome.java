package io.isobar.catalog.control;

/** What became of a claim to a slice. */
public sealed interface ClaimOutcome {
    /** The slice is the claimant's until it ends it or falls silent. */
    record Claimed(BackfillSlice slice) implements ClaimOutcome {}

    /** Somebody else is at work on this slice, or on one of another backfill that overlaps it. */
    record Held(BackfillSlice by) implements ClaimOutcome {}

    /** The slice isn't what the claimant took it for; decide again. */
    record Changed(BackfillSlice now) implements ClaimOutcome {}
}
