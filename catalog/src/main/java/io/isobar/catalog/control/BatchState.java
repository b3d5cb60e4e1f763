package io.isobar.catalog.control;

/** How far a batch has come. */
public enum BatchState {
    /** Its version is fixed; it is being built. */
    BEGUN,
    /** Whole and waiting for its turn to be distributed. */
    SEALED,
    /** Became the release that is being distributed. */
    DISTRIBUTING,
    /** Its release is committed. */
    RELEASED,
    /** Can't become a release; the batch says why. */
    REFUSED
}
