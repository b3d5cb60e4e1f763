package io.isobar.catalog.control;

/** What is known after asking for a lock. */
public sealed interface LockOutcome {
    /** The caller may index; its token is higher than all before. */
    record Granted(RunLock lock) implements LockOutcome {}

    /** Another run is at it: nothing changed. */
    record Held(RunLock by) implements LockOutcome {}
}
