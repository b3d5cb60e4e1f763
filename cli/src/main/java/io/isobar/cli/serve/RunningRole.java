package io.isobar.cli.serve;

/**
 * A role at work.
 *
 * @param port where it listens
 * @param stop stops it
 */
record RunningRole(String host, int port, AutoCloseable stop) {}
