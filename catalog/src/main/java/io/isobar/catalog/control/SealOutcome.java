package io.isobar.catalog.control;

/** What is known after asking to seal a batch. */
public sealed interface SealOutcome {
    /** The batch waits for its distribution. */
    record Sealed(Batch batch) implements SealOutcome {}

    /** The same batch was sealed before; nothing changed. */
    record AlreadySealed(Batch batch) implements SealOutcome {}

    /** Another home has taken over: nothing changed, and this one must stop. */
    record StaleEpoch(long current) implements SealOutcome {}

    /** Another run was granted a lock since, for an interval that this batch replaces: nothing changed. */
    record TakenOver(RunLock by) implements SealOutcome {}
}
