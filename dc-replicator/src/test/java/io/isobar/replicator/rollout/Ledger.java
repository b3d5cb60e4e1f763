package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import io.isobar.replicator.rollout.SimulationRules.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The control database of a simulation: each method is one transaction, with the checks that the real one makes. */
final class Ledger {
    private final SimulationRules rules;
    private final History history;
    private final SortedSet<String> inService;
    private final SortedSet<String> catchingUp = new TreeSet<>();
    private final Deque<String> sealed = new ArrayDeque<>();
    private final Map<Long, Map<String, Vote>> votes = new HashMap<>();
    private final Map<Long, Set<String>> active = new HashMap<>();
    private final TreeMap<Long, ReleaseRef> committed = new TreeMap<>();
    private Optional<ReleaseRef> distributing = Optional.empty();
    private long epoch = 1;

    Ledger(SimulationRules rules, History history, SortedSet<String> inService, List<String> batches) {
        this.rules = rules;
        this.history = history;
        this.inService = inService;
        sealed.addAll(batches);
    }

    long mintEpoch() {
        return ++epoch;
    }

    long epoch() {
        return epoch;
    }

    /** A data center that was not there before; it has to catch up if there is a release to catch up with. */
    void join(String dc) {
        (head().isPresent() || distributing.isPresent() ? catchingUp : inService).add(dc);
    }

    LedgerRows rows() {
        return new LedgerRows(
                head(),
                new TreeSet<>(acknowledgements()),
                new TreeSet<>(head().map(this::votesFor).orElse(Map.of()).keySet()),
                distributing,
                new ArrayList<>(
                        distributing.map(this::votesFor).orElse(Map.of()).values()),
                !sealed.isEmpty(),
                inService,
                catchingUp,
                inService);
    }

    boolean counts(String dc) {
        return inService.contains(dc);
    }

    private Map<String, Vote> votesFor(ReleaseRef release) {
        return votes.getOrDefault(release.seq(), Map.of());
    }

    private Set<String> acknowledgements() {
        return head().map(ref -> active.getOrDefault(ref.seq(), Set.of())).orElse(Set.of());
    }

    Optional<ReleaseRef> head() {
        return Optional.ofNullable(committed.lastEntry()).map(Map.Entry::getValue);
    }

    Optional<ReleaseRef> distributing() {
        return distributing;
    }

    boolean voted(String dc, ReleaseRef ref) {
        Vote vote = votesFor(ref).get(dc);
        return vote != null && vote.release().equals(ref);
    }

    boolean acknowledged(String dc, ReleaseRef ref) {
        return active.getOrDefault(ref.seq(), Set.of()).contains(dc);
    }

    boolean settled() {
        return sealed.isEmpty()
                && distributing.isEmpty()
                && catchingUp.isEmpty()
                && acknowledgements().containsAll(inService);
    }

    /** Allots a seq; two leaders who both want to are told apart by epoch, and by what is distributing already. */
    boolean start(long byEpoch) {
        if (refused(byEpoch) || distributing.isPresent() || sealed.isEmpty()) {
            return false;
        }
        String batch = sealed.removeFirst();
        long seq = head().map(ReleaseRef::seq).orElse(0L) + 1;
        distributing = Optional.of(new ReleaseRef("d", seq, batch));
        history.mutated("ledger", byEpoch, "start " + distributing.get());
        return true;
    }

    boolean commit(ReleaseRef release, long byEpoch) {
        if (refused(byEpoch)) {
            return false;
        }
        boolean follows = distributing.filter(release::equals).isPresent()
                && head().map(ReleaseRef::seq).orElse(0L) + 1 == release.seq();
        if (rules.hold(Rule.HEAD_COMPARE_AND_SET) && !follows) {
            return false;
        }
        committed.put(release.seq(), release);
        distributing = Optional.empty();
        history.mutated("ledger", byEpoch, "commit " + release);
        history.committed(release, inService, votesFor(release).values());
        return true;
    }

    void admit(String dc, long byEpoch) {
        if (!refused(byEpoch)
                && catchingUp.contains(dc)
                && head().filter(ref -> voted(dc, ref)).isPresent()) {
            catchingUp.remove(dc);
            inService.add(dc);
            history.mutated("ledger", byEpoch, "admit " + dc);
        }
    }

    void vote(Vote vote) {
        votes.computeIfAbsent(vote.release().seq(), seq -> new TreeMap<>()).putIfAbsent(vote.dc(), vote);
    }

    void activated(String dc, ReleaseRef release) {
        active.computeIfAbsent(release.seq(), seq -> new HashSet<>()).add(dc);
    }

    private boolean refused(long byEpoch) {
        return rules.hold(Rule.LEDGER_FENCE) && byEpoch != epoch;
    }
}
