package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a steward sees of one datasource at one moment: the control database's word and its own data center's.
 *
 * @param epoch of the control side, as the control database has it
 * @param fence highest epoch that this data center has obeyed
 * @param inService whether the control database counts this data center for the datasource
 * @param head the committed release
 * @param next the release on its way
 * @param localHead what this data center activated last
 * @param answering whether every broker here was seen to answer from {@code localHead}
 * @param acknowledged whether the control database has this data center's ACTIVE for {@code head}
 * @param drained releases that are older than the previous head and that no answer needs any more
 */
public record DcRows(
        long epoch,
        long fence,
        boolean inService,
        Optional<Target> head,
        Optional<Target> next,
        Optional<ReleaseRef> localHead,
        boolean answering,
        boolean acknowledged,
        List<ReleaseRef> drained) {
    /** Copies what could change under the planner. */
    public DcRows {
        drained = List.copyOf(drained);
    }

    /**
     * A release that this data center is to have.
     *
     * @param facts what is known of it here
     * @param voted whether the control database has this data center's vote for its root
     */
    public record Target(ReleaseRef release, Set<Fact> facts, boolean voted) {
        /** Copies what could change under the planner. */
        public Target {
            facts = Set.copyOf(facts);
        }

        Optional<Fact> firstMissing() {
            for (Fact fact : Fact.values()) {
                if (!facts.contains(fact)) {
                    return Optional.of(fact);
                }
            }
            return Optional.empty();
        }
    }
}
