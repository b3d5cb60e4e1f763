package io.isobar.stories.cluster;

import io.isobar.catalog.Commit;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Vote;
import io.isobar.cli.cluster.ClusterPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of the record that a run leaves in the control database, checked from outside. */
public final class Invariants {
    private Invariants() {}

    /** Commits that some DC had not voted for, or that DCs had voted for with different answers; each in words. */
    public static List<String> committedBeforeReady(ControlDatabase control) {
        List<String> violations = new ArrayList<>();
        for (Commit commit : control.releases().chain(Weights.DATA_SOURCE)) {
            List<Vote> votes = control.dcs().votes(commit.release());
            Set<String> voters = new HashSet<>();
            Set<String> digests = new HashSet<>();
            for (Vote vote : votes) {
                voters.add(vote.dc());
                digests.add(vote.answersDigest());
            }
            if (!voters.containsAll(ClusterPlan.DCS)) {
                violations.add("Release [%s] was committed with votes of %s only".formatted(commit.release(), voters));
            }
            if (digests.size() > 1) {
                violations.add("Release [%s] was committed with answers %s".formatted(commit.release(), digests));
            }
        }
        return violations;
    }

    /** Breaks in the commit chain: a number left out or given twice, a hash that doesn't follow; each in words. */
    public static List<String> brokenChain(ControlDatabase control) {
        List<String> violations = new ArrayList<>();
        String previous = Commit.GENESIS;
        long expected = 1;
        for (Commit commit : control.releases().chain(Weights.DATA_SOURCE)) {
            if (commit.release().seq() != expected || !commit.follows(previous)) {
                violations.add("Commit [%s] doesn't follow number [%d]".formatted(commit, expected - 1));
            }
            previous = commit.chain();
            expected = commit.release().seq() + 1;
        }
        return violations;
    }
}
