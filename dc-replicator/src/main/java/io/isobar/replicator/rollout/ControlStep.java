package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import java.util.SortedSet;

/** The control side's next move for one datasource. */
public sealed interface ControlStep {
    /** Allot the next seq to the oldest waiting batch and let the data centers pull it. */
    record Start() implements ControlStep {}

    /** Make {@code release} the head: the barrier is open. */
    record Commit(ReleaseRef release) implements ControlStep {}

    /** Let {@code dc}, which has caught up with the head, count from now on. */
    record Admit(String dc) implements ControlStep {}

    /** Nothing may happen until {@code dcs} have done their part; none named means any. */
    record Await(Awaited what, SortedSet<String> dcs) implements ControlStep {
        /** In words, for logs and the console. */
        public String why() {
            return "waits for %s %s".formatted(what.words, dcs.isEmpty() ? "any data center" : dcs);
        }
    }

    /** Nothing may happen until a person has looked. */
    record Hold(ReleaseRef release, String why) implements ControlStep {}

    /** Nothing is left to do. */
    record Idle() implements ControlStep {}

    /** What a data center owes. */
    enum Awaited {
        REGISTRATION("the registration of"),
        VOTE("READY from"),
        ACTIVATION("ACTIVE from");

        private final String words;

        Awaited(String words) {
            this.words = words;
        }
    }
}
