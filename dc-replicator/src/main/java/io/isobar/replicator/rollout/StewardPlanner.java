package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.replicator.rollout.DcRows.Target;
import io.isobar.replicator.rollout.StewardStep.Hold;
import java.util.Optional;

/**
 * Plans one data center's side: copy → verify → stage → load → warm → vote, and on commit activate → confirm →
 * acknowledge.
 *
 * <p>A commit always comes before preparing: a data center that has voted can activate without any further work. One
 * that lacks a committed release (its disks were lost, or it joined later) prepares the head, votes for it, and skips what it
 * missed.
 */
public final class StewardPlanner {
    /** The next move; the same rows always give the same move. */
    public StewardStep next(DcRows rows) {
        if (rows.epoch() < rows.fence()) {
            return new Hold(
                    rows.head().map(Target::release),
                    "The control database has epoch [%d], this data center has obeyed epoch [%d]: the control database was set back. Restore it from the newest copy"
                            .formatted(rows.epoch(), rows.fence()));
        }
        if (rows.epoch() > rows.fence()) {
            return new StewardStep.RaiseFence(rows.epoch());
        }
        if (rows.head().isPresent()) {
            Optional<StewardStep> step = towards(rows.head().get(), rows);
            if (step.isPresent()) {
                return step.get();
            }
        }
        if (rows.next().isPresent() && !rows.next().get().voted()) {
            return preparation(rows.next().get());
        }
        if (!rows.drained().isEmpty()) {
            return new StewardStep.Retire(rows.drained().get(0));
        }
        return new StewardStep.Idle();
    }

    private static Optional<StewardStep> towards(Target head, DcRows rows) {
        ReleaseRef release = head.release();
        long local = rows.localHead().map(ReleaseRef::seq).orElse(0L);
        if (local > release.seq()) {
            return Optional.of(new Hold(
                    Optional.of(release),
                    "This data center answers from release [%s], the control database knows of [%s] only: it lost commits. Restore it from the newest copy"
                            .formatted(rows.localHead().get(), release)));
        }
        if (local < release.seq()) {
            return behind(head, rows.inService());
        }
        if (!rows.localHead().get().root().equals(release.root())) {
            return Optional.of(new Hold(
                    Optional.of(release),
                    "Two releases were committed under one seq: this data center has [%s], the control database [%s]. Stop the publishers and compare the manifests"
                            .formatted(rows.localHead().get(), release)));
        }
        if (rows.acknowledged()) {
            return Optional.empty();
        }
        return Optional.of(rows.answering() ? new StewardStep.Acknowledge(release) : new StewardStep.Confirm(release));
    }

    /**
     * A vote says that all was done before; the view itself must stand in this data center's database now. While the
     * data center catches up it answers from nothing: the others could commit twice before it hears of it.
     */
    private static Optional<StewardStep> behind(Target head, boolean inService) {
        if (!head.voted() || !head.facts().contains(Fact.STAGED)) {
            return Optional.of(preparation(head));
        }
        return inService ? Optional.of(new StewardStep.Activate(head.release())) : Optional.empty();
    }

    private static StewardStep preparation(Target target) {
        return target.firstMissing()
                .<StewardStep>map(fact -> new StewardStep.Prepare(fact, target.release()))
                .orElseGet(() -> new StewardStep.CastVote(target.release()));
    }
}
