package io.isobar.catalog.control;

/** What is known after a vote. */
public sealed interface VoteOutcome {
    /** The vote stands. */
    record Recorded() implements VoteOutcome {}

    /** The vote names an old controller epoch. Raise the fence to the current one, then vote again. */
    record StaleEpoch(long current) implements VoteOutcome {}

    /** The control database knows no such release: its distribution was never started, or its root is another. */
    record UnknownRelease() implements VoteOutcome {}
}
