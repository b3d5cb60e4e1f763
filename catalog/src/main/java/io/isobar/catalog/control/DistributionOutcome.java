package io.isobar.catalog.control;

import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;

/** What is known after asking to start the next distribution of a datasource. */
public sealed interface DistributionOutcome {
    /** The oldest sealed batch became this release; stewards can see it. */
    record Started(ReleaseRef release, Manifest manifest) implements DistributionOutcome {}

    /** A release is being distributed already; the next one waits for its commit. */
    record Underway(ReleaseRef release, Manifest manifest) implements DistributionOutcome {}

    /** No batch waits. */
    record NothingSealed() implements DistributionOutcome {}

    /** The oldest sealed batch can't become a release. It is marked so, and the next one is no longer behind it. */
    record Refused(Batch batch, String reason) implements DistributionOutcome {}

    /** Another controller leads: nothing changed, and this one must stop. */
    record StaleEpoch(long current) implements DistributionOutcome {}
}
