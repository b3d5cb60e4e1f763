package io.isobar.replicator.rollout;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Vote;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides whether a release may be committed: every data center in service has voted READY for its root, and all of
 * them gave the same answers. Because of it a client that has seen the release can be answered from it anywhere, even
 * by a data center that has not heard of the commit.
 */
public enum Barrier {
    /** The rule. */
    ENFORCED {
        @Override
        Verdict judge(ReleaseRef release, SortedSet<String> inService, Collection<Vote> votes) {
            var digests = new TreeMap<String, TreeSet<String>>();
            var missing = new TreeSet<>(inService);
            for (Vote vote : votes) {
                if (!inService.contains(vote.dc())) {
                    continue;
                }
                if (!vote.release().equals(release)) {
                    return new Disagreement(
                            "DC [%s] voted for root [%s], the release has root [%s]: two manifests under one seq. Compare the manifests before anything else is published"
                                    .formatted(vote.dc(), vote.release().root(), release.root()));
                }
                missing.remove(vote.dc());
                digests.computeIfAbsent(vote.answersDigest(), digest -> new TreeSet<>())
                        .add(vote.dc());
            }
            if (!missing.isEmpty() || digests.isEmpty()) {
                return new Waiting(missing);
            }
            if (digests.size() > 1) {
                return new Disagreement(
                        "the golden answers differ between data centers: %s. Ask each broker the golden questions pinned to the release and compare"
                                .formatted(digests));
            }
            return new Open(digests.firstKey());
        }
    },

    /** Commits on the first vote. Only tests use it: it shows that the checks notice when the rule is gone. */
    OFF {
        @Override
        Verdict judge(ReleaseRef release, SortedSet<String> inService, Collection<Vote> votes) {
            return votes.stream()
                    .filter(vote -> vote.release().equals(release))
                    .<Verdict>map(vote -> new Open(vote.answersDigest()))
                    .findFirst()
                    .orElseGet(() -> new Waiting(inService));
        }
    };

    abstract Verdict judge(ReleaseRef release, SortedSet<String> inService, Collection<Vote> votes);

    /** What the votes say. */
    sealed interface Verdict {}

    /** These data centers have not voted yet. */
    record Waiting(SortedSet<String> dcs) implements Verdict {}

    /** Not all votes are for the same; nothing is committed until a person has looked. */
    record Disagreement(String why) implements Verdict {}

    /** All agree. */
    record Open(String answersDigest) implements Verdict {}
}
