package io.isobar.cli.index;

/** How commands that index end, for scripts. A run that a signal has ended has 128 and the signal's number. */
public final class IndexExit {
    /** Sealed, or sealed before. */
    public static final int SEALED = 0;

    /** Another run is at the same intervals, or an application of this run goes on without a driver. */
    public static final int LOCKED = 3;

    /** Another run took over the lock while this one was building. */
    public static final int TAKEN_OVER = 4;

    /** The driver has left, the application goes on. */
    public static final int DETACHED = 5;

    private IndexExit() {}
}
