package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must hold for a commit. The barrier: every DC in service has voted for this very release, and all have the same
 * answers. The bound of two releases: every DC in service answers from the head already, so that never three releases
 * are answered from at once.
 */
final class CommitConditions {
    /** Tests switch the barrier off to prove that the checks of whole runs notice. */
    static final String BARRIER_SWITCH = "isobar.rule.barrier";

    private static final Logger log = LoggerFactory.getLogger(CommitConditions.class);

    private CommitConditions() {}

    /** The conditions that don't hold, each in words. */
    static List<String> unmet(Handle handle, ReleaseRef release) {
        List<String> inService = DcRows.membership(handle, release.dataSource()).inService();
        List<String> unmet = new ArrayList<>();
        if (inService.isEmpty()) {
            unmet.add("No DC is in service for datasource [%s]: register one".formatted(release.dataSource()));
        }
        if ("off".equals(System.getProperty(BARRIER_SWITCH))) {
            log.warn("THE BARRIER IS OFF by [{}]: release [{}] commits without votes", BARRIER_SWITCH, release);
        } else {
            addMissingVotes(handle, release, inService, unmet);
        }
        addMissingActivations(handle, release, inService, unmet);
        return unmet;
    }

    private static void addMissingVotes(Handle handle, ReleaseRef release, List<String> inService, List<String> unmet) {
        Map<String, String> digests = new TreeMap<>();
        for (Vote vote : DcRows.votes(handle, release)) {
            if (inService.contains(vote.dc())) {
                digests.put(vote.dc(), vote.answersDigest());
            }
        }
        for (String dc : inService) {
            if (!digests.containsKey(dc)) {
                unmet.add("DC [%s] hasn't voted READY for release [%s]".formatted(dc, release));
            }
        }
        Set<String> different = new HashSet<>(digests.values());
        if (different.size() > 1) {
            unmet.add("The DCs answer differently at release [%s], digests %s".formatted(release, digests));
        }
    }

    private static void addMissingActivations(
            Handle handle, ReleaseRef release, List<String> inService, List<String> unmet) {
        long head = release.seq() - 1;
        if (head == 0) {
            return;
        }
        Set<String> active = new HashSet<>();
        DcRows.activations(handle, release.dataSource(), head).forEach(activation -> active.add(activation.dc()));
        for (String dc : inService) {
            if (!active.contains(dc)) {
                unmet.add("DC [%s] doesn't answer from release [%d] of datasource [%s] yet"
                        .formatted(dc, head, release.dataSource()));
            }
        }
    }
}
