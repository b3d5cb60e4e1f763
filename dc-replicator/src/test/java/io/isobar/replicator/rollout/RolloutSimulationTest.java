package io.isobar.replicator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.replicator.rollout.SimulationRules.Rule;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Both planners together, under crashes, cut links, lost replies and rival leaders, in thousands of seeded orders. */
class RolloutSimulationTest {
    private static final int SCHEDULES = 3_000;

    @Test
    void everyScheduleKeepsTheInvariantsAndPublishesEverything() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            assertThat(new Simulation(seed, SimulationRules.all()).run())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void aScheduleCanBeReplayed() {
        var rules = SimulationRules.without(Rule.BARRIER);
        Optional<String> first = new Simulation(3, rules).run();

        assertThat(first).isPresent();
        assertThat(new Simulation(3, rules).run()).isEqualTo(first);
    }

    @Test
    void withoutTheBarrierAReleaseIsCommittedBeforeAllAreReadyAndThreeAreInUseAtOnce() {
        assertThat(brokenBy(Rule.BARRIER)).contains("I5", "I6");
    }

    @Test
    void withoutTheFenceOfADataCenterADeposedOnesWritesGetThrough() {
        assertThat(brokenBy(Rule.DC_FENCE)).contains("I10");
    }

    @Test
    void withoutTheEpochOfTheLedgerADeposedControllersWritesGetThrough() {
        assertThat(brokenBy(Rule.LEDGER_FENCE)).contains("I10");
    }

    @Test
    void withoutCompareAndSetOnTheHeadAReleaseIsCommittedTwice() {
        assertThat(brokenBy(Rule.HEAD_COMPARE_AND_SET)).contains("I4");
    }

    /** The invariants that broke in some schedule. */
    private static Set<String> brokenBy(Rule rule) {
        return LongStream.range(0, 500)
                .mapToObj(seed -> new Simulation(seed, SimulationRules.without(rule)))
                .peek(Simulation::run)
                .flatMap(simulation -> simulation.broken().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
