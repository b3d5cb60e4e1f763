package io.isobar.catalog.control;

/** How far a release has come. */
public enum ReleaseState {
    /** The DCs copy, verify, load and vote. */
    DISTRIBUTING,
    /** It is the head: what every DC answers from. */
    COMMITTED,
    /** A later one is the head. */
    SUPERSEDED
}
