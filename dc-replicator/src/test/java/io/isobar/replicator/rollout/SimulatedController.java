package io.isobar.replicator.rollout;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A controller that may be stopped between any two of: reading, deciding, acting, hearing the reply. */
final class SimulatedController implements Actor {
    private final String name;
    private final Ledger ledger;
    private final History history;
    private final ReleasePlanner planner;
    private Optional<ControlStep> decided = Optional.empty();
    private long epoch;

    SimulatedController(String name, Ledger ledger, History history, Barrier barrier) {
        this.name = name;
        this.ledger = ledger;
        this.history = history;
        planner = new ReleasePlanner(barrier);
    }

    @Override
    public void step(RandomGenerator random) {
        if (epoch == 0) {
            epoch = ledger.mintEpoch();
            history.note(name + " leads with epoch " + epoch);
        } else if (decided.isEmpty()) {
            decided = Optional.of(planner.next(ledger.rows()));
        } else {
            act(decided.get());
            // Otherwise the reply is lost, and the same step is sent once more.
            if (random.nextInt(8) > 0) {
                decided = Optional.empty();
            }
        }
    }

    private void act(ControlStep step) {
        if (step instanceof ControlStep.Start) {
            ledger.start(epoch);
        } else if (step instanceof ControlStep.Commit commit) {
            ledger.commit(commit.release(), epoch);
        } else if (step instanceof ControlStep.Admit admit) {
            ledger.admit(admit.dc(), epoch);
        }
    }

    @Override
    public void crash() {
        history.note(name + " dies");
        decided = Optional.empty();
        epoch = 0;
    }
}
