package io.isobar.replicator.rollout;

/**
 * Something that was observed of one release in one data center, in the order in which a steward brings it about. A
 * fact is never assumed from an earlier run except {@link #STAGED}, which the data center's database keeps.
 */
public enum Fact {
    /** Every zip is in deep storage, at its length. */
    COPIED,
    /** Every zip was read back and has the hash, version and row count of the manifest. */
    VERIFIED,
    /** The view stands in the data center's database. */
    STAGED,
    /** Every segment has its replicas on historicals. */
    LOADED,
    /** The golden questions, pinned to the release, were answered, and right. */
    WARMED
}
