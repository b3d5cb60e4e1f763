package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A steward that may be stopped between any two of: reading, deciding, acting, hearing the reply. */
final class SimulatedSteward implements Actor {
    private final String name;
    private final DataCenter dc;
    private final Ledger ledger;
    private final History history;
    private final StewardPlanner planner = new StewardPlanner();
    private final Map<ReleaseRef, Set<Fact>> seen = new HashMap<>();
    private Optional<StewardStep> decided = Optional.empty();
    private Optional<ReleaseRef> answering = Optional.empty();
    private long epoch;

    SimulatedSteward(String name, DataCenter dc, Ledger ledger, History history) {
        this.name = name;
        this.dc = dc;
        this.ledger = ledger;
        this.history = history;
    }

    @Override
    public void step(RandomGenerator random) {
        if (decided.isPresent()) {
            boolean replied = act(decided.get(), random);
            if (replied) {
                decided = Optional.empty();
            }
        } else if (dc.linked) {
            // The notice may come late: what is read now is acted on whenever this steward runs next.
            epoch = ledger.epoch();
            decided = Optional.of(planner.next(rows()));
        }
    }

    private DcRows rows() {
        Optional<ReleaseRef> head = ledger.head();
        return new DcRows(
                epoch,
                dc.fence(),
                ledger.counts(dc.name),
                head.map(this::target),
                ledger.distributing().map(this::target),
                dc.head(),
                dc.head().equals(answering),
                head.map(ref -> ledger.acknowledged(dc.name, ref)).orElse(true),
                List.of());
    }

    private DcRows.Target target(ReleaseRef release) {
        Set<Fact> facts = EnumSet.copyOf(seen.computeIfAbsent(release, r -> EnumSet.noneOf(Fact.class)));
        if (dc.hasStaged(release)) {
            facts.add(Fact.STAGED);
        }
        return new DcRows.Target(release, facts, ledger.voted(dc.name, release));
    }

    /** Whether the steward is through with the step; otherwise it tries the same again. */
    private boolean act(StewardStep step, RandomGenerator random) {
        if (step instanceof StewardStep.RaiseFence raise) {
            dc.raiseFence(raise.epoch());
        } else if (step instanceof StewardStep.Prepare prepare) {
            prepare(prepare, random);
        } else if (step instanceof StewardStep.Activate activate) {
            dc.activate(activate.release(), epoch);
        } else if (step instanceof StewardStep.Confirm confirm) {
            if (dc.head().equals(Optional.of(confirm.release())) && dc.loaded.contains(confirm.release())) {
                answering = dc.head();
            } else {
                dc.loaded.add(confirm.release());
            }
        } else if (!dc.linked) {
            return random.nextInt(4) == 0;
        } else if (step instanceof StewardStep.CastVote vote) {
            if (!dc.hasStaged(vote.release()) || !dc.loaded.contains(vote.release())) {
                history.fail("I5", "%s votes for %s and isn't ready".formatted(name, vote.release()));
            }
            ledger.vote(new Vote(
                    vote.release(), dc.name, "answers of " + vote.release().root(), epoch, name));
        } else if (step instanceof StewardStep.Acknowledge acknowledge) {
            ledger.activated(dc.name, acknowledge.release());
        }
        return random.nextInt(8) > 0;
    }

    private void prepare(StewardStep.Prepare step, RandomGenerator random) {
        ReleaseRef release = step.release();
        Set<Fact> facts = seen.computeIfAbsent(release, r -> EnumSet.noneOf(Fact.class));
        switch (step.fact()) {
            case COPIED -> {
                dc.copied.add(release);
                if (random.nextInt(6) == 0) {
                    dc.corrupt.add(release);
                }
                facts.add(Fact.COPIED);
            }
            case VERIFIED -> {
                // A rival of the same data center may have set the zip aside: then it is missing, not corrupt.
                if (dc.corrupt.remove(release) || !dc.copied.contains(release)) {
                    dc.copied.remove(release);
                    facts.clear();
                } else {
                    facts.add(Fact.VERIFIED);
                }
            }
            case STAGED -> dc.stage(release, epoch);
            case LOADED -> {
                if (random.nextInt(3) > 0) {
                    dc.loaded.add(release);
                    facts.add(Fact.LOADED);
                }
            }
            case WARMED -> facts.add(Fact.WARMED);
        }
    }

    @Override
    public void crash() {
        history.note(name + " dies");
        seen.clear();
        decided = Optional.empty();
        answering = Optional.empty();
        epoch = 0;
    }
}
