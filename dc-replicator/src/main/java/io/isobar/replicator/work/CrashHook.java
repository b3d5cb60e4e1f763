package io.isobar.replicator.work;

import io.isobar.catalog.CrashPoint;

/** Where a process may be made to die. Tests throw here instead of halting the machine that they run in. */
@FunctionalInterface
public interface CrashHook {
    /** Dies if {@code point} is the one that was chosen. */
    void reached(String point);

    /** Halts the process at the point that the system property {@code isobar.crash} names. */
    static CrashHook halting() {
        return CrashPoint::reached;
    }
}
