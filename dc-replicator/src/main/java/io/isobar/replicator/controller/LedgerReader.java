package io.isobar.replicator.controller;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.Vote;
import io.isobar.replicator.rollout.LedgerRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads what a decision needs. The rows come from several statements and may be of slightly different moments; that is
 * safe, since whatever is decided from them is checked once more in the transaction that does it.
 */
final class LedgerReader {
    private final ControlDatabase database;
    private final Collection<String> expected;

    LedgerReader(ControlDatabase database, Collection<String> expected) {
        this.database = database;
        this.expected = List.copyOf(expected);
    }

    LedgerRows read(String dataSource) {
        Optional<ReleaseRef> head = database.releases().head(dataSource).map(Release::ref);
        Optional<ReleaseRef> distributing =
                database.releases().distributing(dataSource).map(Release::ref);
        Map<String, Membership.State> members =
                database.dcs().membership(dataSource).members();
        List<Vote> headVotes = head.map(ref -> database.dcs().votes(ref)).orElse(List.of());
        List<Activation> active = head.map(ref -> database.dcs().activations(dataSource, ref.seq()))
                .orElse(List.of());
        return new LedgerRows(
                head,
                names(active, Activation::dc),
                names(headVotes, Vote::dc),
                distributing,
                distributing.map(ref -> database.dcs().votes(ref)).orElse(List.of()),
                distributing.isEmpty()
                        && !database.batches().pending(dataSource).isEmpty(),
                in(members, Membership.State.IN_SERVICE),
                in(members, Membership.State.CATCHING_UP),
                new TreeSet<>(expected));
    }

    private static <T> SortedSet<String> names(Collection<T> rows, Function<T, String> dc) {
        return rows.stream().map(dc).collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<String> in(Map<String, Membership.State> members, Membership.State state) {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == state)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
