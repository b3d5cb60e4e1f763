package io.isobar.replicator.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One schedule: two controllers that both believe they lead, two stewards in each data center, one data center that may
 * join late, and a seed that says who moves next, who dies, and which link is cut. After the storm all links heal, and the survivors
 * must finish.
 */
final class Simulation {
    private static final int STORM = 400;
    private static final int CALM = 4_000;

    private final SplittableRandom random;
    private final History history = new History();
    private final Ledger ledger;
    private final List<DataCenter> dcs;
    private final List<SimulatedController> controllers = new ArrayList<>();
    private final List<SimulatedSteward> stewards = new ArrayList<>();
    private final List<String> unregistered = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();

    Simulation(long seed, SimulationRules rules) {
        random = new SplittableRandom(seed);
        List<String> names = List.of("east", "west", "north").subList(0, 2 + random.nextInt(2));
        List<String> batches = IntStream.rangeClosed(1, 2 + random.nextInt(3))
                .mapToObj(i -> ("0" + i).repeat(32))
                .toList();
        ledger = new Ledger(rules, history, new TreeSet<>(names.subList(0, 2)), batches);
        unregistered.addAll(names.subList(2, names.size()));
        dcs = names.stream().map(name -> new DataCenter(name, rules, history)).toList();
        for (String name : List.of("controller-1", "controller-2")) {
            controllers.add(new SimulatedController(name, ledger, history, rules.barrier()));
        }
        for (DataCenter dc : dcs) {
            stewards.add(new SimulatedSteward(dc.name + "-1", dc, ledger, history));
            stewards.add(new SimulatedSteward(dc.name + "-2", dc, ledger, history));
        }
        actors.addAll(controllers);
        actors.addAll(stewards);
    }

    Set<String> broken() {
        return history.violations().keySet();
    }

    /** What broke, with the last events; empty if every invariant held and everything was published. */
    Optional<String> run() {
        for (int i = 0; i < STORM; i++) {
            storm();
        }
        dcs.forEach(dc -> dc.linked = true);
        join();
        // One leader is left, and it is a new one; of each pair of stewards the second remains.
        List<Actor> survivors = new ArrayList<>();
        controllers.get(0).crash();
        survivors.add(controllers.get(0));
        for (int i = 1; i < stewards.size(); i += 2) {
            survivors.add(stewards.get(i));
        }
        for (int i = 0; i < CALM && !ledger.settled(); i++) {
            survivors.get(i % survivors.size()).step(random);
        }
        if (!ledger.settled()) {
            history.fail("I11", "not settled: " + ledger.rows());
        }
        return broken().isEmpty() ? Optional.empty() : Optional.of(history.violations() + history.tail());
    }

    private void storm() {
        int dice = random.nextInt(100);
        if (dice < 2) {
            actors.get(random.nextInt(actors.size())).crash();
        } else if (dice < 5) {
            DataCenter dc = dcs.get(random.nextInt(dcs.size()));
            dc.linked = !dc.linked;
            history.note(dc.name + (dc.linked ? " is linked again" : " is cut off"));
        } else if (dice < 6) {
            join();
        } else {
            // A burst, so that some run ahead while others stand still with an old decision in hand.
            Actor actor = actors.get(random.nextInt(actors.size()));
            for (int steps = 1 + random.nextInt(6); steps > 0; steps--) {
                actor.step(random);
            }
        }
    }

    private void join() {
        unregistered.forEach(ledger::join);
        unregistered.clear();
    }
}
