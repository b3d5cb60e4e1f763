package io.isobar.replicator.rollout;

import io.isobar.catalog.control.DcState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What may follow what for one release in one data center.
 *
 * <pre>
 * PLANNED → COPYING → COPIED → VERIFYING → VERIFIED → STAGED → LOADING → LOADED → WARMING → READY → ACTIVE → DRAINING → RETIRED
 *              ↑                    ↓                             ↕
 *              └────────────── QUARANTINED                    LOAD_STUCK
 * </pre>
 *
 * <p>A steward that starts again probes the world and may report an earlier state than the one before it, as long as
 * its data center has not voted: until READY nobody relies on the release being here.
 */
public final class DcTransitions {
    private static final List<DcState> AFTER_THE_VOTE =
            List.of(DcState.READY, DcState.ACTIVE, DcState.DRAINING, DcState.RETIRED);
    private static final Set<DcState> PROMISED = EnumSet.copyOf(AFTER_THE_VOTE);

    private DcTransitions() {}

    /** Whether a data center in this state has said that it can answer from the release. */
    public static boolean promised(DcState state) {
        return PROMISED.contains(state);
    }

    /** Whether a steward may report {@code next} after {@code now}. */
    public static boolean allowed(DcState now, DcState next) {
        if (now == next) {
            return true;
        }
        if (promised(now)) {
            return AFTER_THE_VOTE.indexOf(next) == AFTER_THE_VOTE.indexOf(now) + 1;
        }
        return !promised(next) || (now == DcState.WARMING && next == DcState.READY);
    }
}
