package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the control database says of one datasource at one moment; all that the control side decides from.
 *
 * @param head the last committed release
 * @param active data centers that acknowledged that they answer from {@code head}
 * @param headVoters data centers that voted for {@code head}
 * @param distributing the release that is on its way to the data centers
 * @param votes for {@code distributing}
 * @param sealedWaiting whether a sealed batch, or a request to go back, waits for its turn
 * @param inService data centers that count
 * @param catchingUp data centers that joined later and don't count yet
 * @param expected data centers that the operator expects; one that never registered counts as down
 */
public record LedgerRows(
        Optional<ReleaseRef> head,
        SortedSet<String> active,
        SortedSet<String> headVoters,
        Optional<ReleaseRef> distributing,
        List<Vote> votes,
        boolean sealedWaiting,
        SortedSet<String> inService,
        SortedSet<String> catchingUp,
        SortedSet<String> expected) {
    /** Copies what could change under the planner. */
    public LedgerRows {
        active = sorted(active);
        headVoters = sorted(headVoters);
        votes = List.copyOf(votes);
        inService = sorted(inService);
        catchingUp = sorted(catchingUp);
        expected = sorted(expected);
    }

    /** Data centers that don't count yet and have shown that they could. */
    SortedSet<String> admissible() {
        var ready = new TreeSet<>(catchingUp);
        ready.retainAll(headVoters);
        return ready;
    }

    /** Data centers in service that don't answer from the head yet. */
    SortedSet<String> behind() {
        return head.isEmpty() ? new TreeSet<>() : without(inService, active);
    }

    /** Data centers that the operator expects and nobody has heard of. */
    SortedSet<String> unregistered() {
        return without(without(expected, inService), catchingUp);
    }

    private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static SortedSet<String> sorted(Collection<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
