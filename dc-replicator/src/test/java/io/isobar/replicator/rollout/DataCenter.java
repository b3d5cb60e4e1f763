package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.replicator.rollout.SimulationRules.Rule;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One data center of a simulation: what outlives its stewards. */
final class DataCenter {
    final String name;
    final Set<ReleaseRef> copied = new HashSet<>();
    final Set<ReleaseRef> corrupt = new HashSet<>();
    final Set<ReleaseRef> loaded = new HashSet<>();
    private final Set<ReleaseRef> staged = new HashSet<>();
    private final SimulationRules rules;
    private final History history;
    private Optional<ReleaseRef> head = Optional.empty();
    private long fence = 1;
    boolean linked = true;

    DataCenter(String name, SimulationRules rules, History history) {
        this.name = name;
        this.rules = rules;
        this.history = history;
    }

    long fence() {
        return fence;
    }

    Optional<ReleaseRef> head() {
        return head;
    }

    boolean hasStaged(ReleaseRef release) {
        return staged.contains(release);
    }

    void raiseFence(long epoch) {
        if (rules.hold(Rule.DC_FENCE) && epoch < fence) {
            return;
        }
        fence = Math.max(fence, epoch);
        history.mutated(name, epoch, "fence");
    }

    void stage(ReleaseRef release, long epoch) {
        if (!refused(epoch)) {
            staged.add(release);
            history.mutated(name, epoch, "stage " + release);
        }
    }

    void activate(ReleaseRef release, long epoch) {
        if (refused(epoch) || head.filter(now -> now.seq() >= release.seq()).isPresent()) {
            return;
        }
        head = Optional.of(release);
        history.mutated(name, epoch, "activate " + release);
        history.activated(name, release, staged.contains(release));
    }

    private boolean refused(long epoch) {
        return rules.hold(Rule.DC_FENCE) && epoch < fence;
    }
}
