package io.isobar.indexer;

/**
 * What a caller asks of a run beside its spec.
 *
 * @param resume take up what a driver that died has left of this very run: stages that are done aren't repeated, and an
 *     application that goes on is attached to. If there is nothing to take up, the run begins as any other
 * @param force index the input even if it is sealed: as a batch of its own, with a version of its own. A forced run whose
 *     driver died is finished by asking again
 * @param waits if another run holds the lock of an interval, wait for its end instead of refusing
 */
public record RunOptions(boolean resume, boolean force, boolean waits) {
    /** None of it. */
    public static final RunOptions NONE = new RunOptions(false, false, false);
}
