package io.isobar.catalog.control;

/** How far one release has come in one DC. */
public enum DcState {
    PLANNED,
    COPYING,
    COPIED,
    VERIFYING,
    VERIFIED,
    STAGED,
    LOADING,
    LOADED,
    WARMING,
    READY,
    ACTIVE,
    DRAINING,
    RETIRED,
    /** A segment turned out to be damaged; it is copied again. */
    QUARANTINED,
    /** Historicals don't take all segments. */
    LOAD_STUCK
}
