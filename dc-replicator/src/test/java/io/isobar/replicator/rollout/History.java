package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges what happened in a simulation. It knows the invariants and none of the rules: it sees effects only, so a rule
 * that is gone shows here.
 */
final class History {
    private final List<String> events = new ArrayList<>();
    private final Map<String, Long> highestEpoch = new HashMap<>();
    private final Map<String, Long> heads = new HashMap<>();
    private final Set<String> published = new HashSet<>();
    private long lastSeq;
    private final Map<String, String> violations = new LinkedHashMap<>();

    void note(String event) {
        events.add(event);
    }

    /** Each broken invariant, with how it broke first, in the order in which they broke. */
    Map<String, String> violations() {
        return violations;
    }

    String tail() {
        return events.stream().skip(Math.max(0, events.size() - 60)).collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }

    /** I10: no effect of an epoch after that of a higher one. */
    void mutated(String resource, long epoch, String what) {
        note(resource + ": " + what + " by epoch " + epoch);
        long highest = highestEpoch.merge(resource, epoch, Math::max);
        if (epoch < highest) {
            fail("I10", "%s: %s by epoch %d after an effect of epoch %d".formatted(resource, what, epoch, highest));
        }
    }

    /** I4: each batch once, seqs without gap; I5: every member voted before, and all the same. */
    void committed(ReleaseRef release, Set<String> members, Collection<Vote> votes) {
        if (!published.add(release.root()) || release.seq() != lastSeq + 1) {
            fail("I4", "%s committed after seq %d, roots so far %s".formatted(release, lastSeq, published));
        }
        lastSeq = release.seq();
        Set<String> ready = votes.stream()
                .filter(vote -> vote.release().equals(release))
                .map(Vote::dc)
                .collect(Collectors.toSet());
        long digests = votes.stream().map(Vote::answersDigest).distinct().count();
        if (!ready.containsAll(members) || digests != 1) {
            fail("I5", "%s committed with votes %s of %s".formatted(release, votes, members));
        }
    }

    /** I6: heads in use are n and n+1; and no data center goes back, or answers from what it hasn't got. */
    void activated(String dc, ReleaseRef release, boolean staged) {
        long before = heads.getOrDefault(dc, 0L);
        heads.put(dc, release.seq());
        if (release.seq() < before) {
            fail("I2", "%s went back from %d to %s".formatted(dc, before, release));
        }
        if (!staged) {
            fail("I3", "%s answers from %s and has not staged it".formatted(dc, release));
        }
        bound();
    }

    private void bound() {
        long lowest = heads.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long highest = heads.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (highest - lowest > 1) {
            fail("I6", "heads in use are " + heads);
        }
    }

    void fail(String invariant, String why) {
        note("VIOLATED " + invariant + ": " + why);
        violations.putIfAbsent(invariant, why);
    }
}
