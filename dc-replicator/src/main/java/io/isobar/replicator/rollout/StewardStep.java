package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;

/** A steward's next move for one datasource. Every move names its release: none says 'the latest'. */
public sealed interface StewardStep {
    /** Refuse all epochs below {@code epoch} from here on; before any other work. */
    record RaiseFence(long epoch) implements StewardStep {}

    /** Bring {@code fact} about for {@code release}. */
    record Prepare(Fact fact, ReleaseRef release) implements StewardStep {}

    /** Promise that this data center can answer from {@code release}. */
    record CastVote(ReleaseRef release) implements StewardStep {}

    /** Answer from {@code release} from now on. */
    record Activate(ReleaseRef release) implements StewardStep {}

    /** Ask the brokers here whether they answer from {@code release}. */
    record Confirm(ReleaseRef release) implements StewardStep {}

    /** Tell the control database that this data center answers from {@code release}. */
    record Acknowledge(ReleaseRef release) implements StewardStep {}

    /** Close {@code release}: it is older than the previous head and drained. */
    record Retire(ReleaseRef release) implements StewardStep {}

    /** Touch nothing until a person has looked. */
    record Hold(String why) implements StewardStep {}

    /** Nothing is left to do. */
    record Idle() implements StewardStep {}
}
