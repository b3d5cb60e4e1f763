package io.isobar.cli.serve;

/** A role whose settings have been read and found good; nothing has been opened. */
@FunctionalInterface
interface PreparedRole {
    /** Starts it; once this returns others can use it. */
    RunningRole start() throws Exception;
}
