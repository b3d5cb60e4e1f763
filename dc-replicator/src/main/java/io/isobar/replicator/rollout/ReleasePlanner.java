package io.isobar.replicator.rollout;

import io.isobar.replicator.rollout.ControlStep.Await;
import io.isobar.replicator.rollout.ControlStep.Awaited;

/**
 * Plans the control side: one release of a datasource at a time.
 *
 * <pre>
 * sealed → DISTRIBUTING → (the barrier opens) → COMMITTED → (all ACTIVE) → the next one
 * </pre>
 *
 * <p>A data center that is down holds everything up, and that is the policy WAIT: nothing is committed without it and
 * nobody is put out of service. Readers meanwhile get the old release everywhere, which is stale and the same for all.
 *
 * <p>The order of the questions in {@link #next} is what keeps at most two releases in use: nothing new begins until
 * every data center in service has acknowledged the head.
 */
public final class ReleasePlanner {
    private final Barrier barrier;

    /** Plans with {@code barrier} as the rule for commits. */
    public ReleasePlanner(Barrier barrier) {
        this.barrier = barrier;
    }

    /** The next move; the same rows always give the same move. */
    public ControlStep next(LedgerRows rows) {
        if (!rows.admissible().isEmpty()) {
            return new ControlStep.Admit(rows.admissible().first());
        }
        if (!rows.behind().isEmpty() && barrier == Barrier.ENFORCED) {
            return new Await(Awaited.ACTIVATION, rows.behind());
        }
        if (rows.distributing().isEmpty()) {
            return rows.sealedWaiting() ? start(rows) : new ControlStep.Idle();
        }
        var release = rows.distributing().get();
        var verdict = barrier.judge(release, rows.inService(), rows.votes());
        if (verdict instanceof Barrier.Open) {
            return new ControlStep.Commit(release);
        }
        if (verdict instanceof Barrier.Disagreement disagreement) {
            return new ControlStep.Hold(release, disagreement.why());
        }
        return new Await(Awaited.VOTE, ((Barrier.Waiting) verdict).dcs());
    }

    private static ControlStep start(LedgerRows rows) {
        if (!rows.unregistered().isEmpty() || rows.inService().isEmpty()) {
            return new Await(Awaited.REGISTRATION, rows.unregistered());
        }
        return new ControlStep.Start();
    }
}
