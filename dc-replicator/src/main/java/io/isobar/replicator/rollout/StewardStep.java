package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import java.util.Optional;

/** A steward's next move for one datasource. Every move names its release: none says 'the latest'. */
public sealed interface StewardStep {
    /** Refuse all epochs below {@code epoch} from here on; before any other work. */
    record RaiseFence(long epoch) implements StewardStep {}

    /** Bring {@code fact} about for {@code release}. */
    record Prepare(Fact fact, ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Promise that this data center can answer from {@code release}. */
    record CastVote(ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Answer from {@code release} from now on. */
    record Activate(ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Ask the brokers here whether they answer from {@code release}. */
    record Confirm(ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Tell the control database that this data center answers from {@code release}. */
    record Acknowledge(ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Close {@code release}: it is older than the previous head and drained. */
    record Retire(ReleaseRef release) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return Optional.of(release);
        }
    }

    /** Touch nothing until a person has looked; {@code release} is the one that the rows are at odds about, if any. */
    record Hold(Optional<ReleaseRef> release, String why) implements StewardStep {
        @Override
        public Optional<ReleaseRef> about() {
            return release;
        }
    }

    /** The release that this move concerns. */
    default Optional<ReleaseRef> about() {
        return Optional.empty();
    }

    /** Nothing is left to do. */
    record Idle() implements StewardStep {}
}
