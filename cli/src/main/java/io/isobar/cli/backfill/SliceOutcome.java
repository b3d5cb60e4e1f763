package io.isobar.cli.backfill;

/** How one attempt at a slice ended. */
sealed interface SliceOutcome {
    /** Its batch is sealed, now or by an earlier attempt. */
    record Sealed(String inputFingerprint, String version, String inWords) implements SliceOutcome {}

    /** Nothing was published. */
    record Failed(String reason) implements SliceOutcome {}

    /** Another run holds the lock of this stretch of time; that is no fault of the slice. */
    record Locked(String reason) implements SliceOutcome {}

    /** The attempt was told to stop, and did. */
    record Stopped() implements SliceOutcome {}
}
