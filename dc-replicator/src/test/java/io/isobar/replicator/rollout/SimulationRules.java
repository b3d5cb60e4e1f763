package io.isobar.replicator.rollout;

import java.util.EnumSet;
import java.util.Set;

/** Which rules hold in a simulation; each can be taken away to see that the checks notice. */
record SimulationRules(Set<Rule> broken) {
    enum Rule {
        /** A commit waits for READY of all, and for ACTIVE of the one before. */
        BARRIER,
        /** A commit names the release that it follows. */
        HEAD_COMPARE_AND_SET,
        /** The control database refuses every epoch but the newest. */
        LEDGER_FENCE,
        /** A data center refuses epochs below the one it has seen. */
        DC_FENCE
    }

    static SimulationRules all() {
        return new SimulationRules(EnumSet.noneOf(Rule.class));
    }

    static SimulationRules without(Rule rule) {
        return new SimulationRules(EnumSet.of(rule));
    }

    boolean hold(Rule rule) {
        return !broken.contains(rule);
    }

    Barrier barrier() {
        return hold(Rule.BARRIER) ? Barrier.ENFORCED : Barrier.OFF;
    }
}
