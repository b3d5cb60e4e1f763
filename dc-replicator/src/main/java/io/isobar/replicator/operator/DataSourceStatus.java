package io.isobar.replicator.operator;

import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Home;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.control.Progress;
import io.isobar.catalog.control.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One datasource: its releases, and where each data center is with them.
 *
 * @param waiting sealed batches that wait for their turn
 * @param answersFrom by data center: the last release that it acknowledged
 * @param rollouts newest first
 * @param unmet what still stands between the release under way and its commit, each in words
 */
public record DataSourceStatus(
        String dataSource,
        Optional<Home> home,
        Optional<Release> head,
        int waiting,
        Map<String, Membership.State> members,
        Map<String, Long> answersFrom,
        List<Rollout> rollouts,
        List<String> unmet,
        Optional<Cutover> cutover) {
    private static final int RELEASES = 8;

    /** One release, and each data center's own account of it. */
    public record Rollout(Release release, List<Progress> datacenters) {}

    static DataSourceStatus read(ControlDatabase database, String dataSource) {
        Optional<Release> head = database.releases().head(dataSource);
        Optional<Release> distributing = database.releases().distributing(dataSource);
        Membership membership = database.dcs().membership(dataSource);
        long newest =
                distributing.or(() -> head).map(release -> release.ref().seq()).orElse(0L);
        List<Rollout> rollouts = new ArrayList<>();
        Map<String, Long> answersFrom = new TreeMap<>();
        for (long seq = newest; seq > Math.max(0, newest - RELEASES); seq--) {
            Optional<Release> release = database.releases().show(dataSource, seq);
            if (release.isPresent()) {
                rollouts.add(new Rollout(release.get(), database.dcs().progress(dataSource, seq)));
            }
            for (Activation activation : database.dcs().activations(dataSource, seq)) {
                answersFrom.putIfAbsent(activation.dc(), seq);
            }
        }
        return new DataSourceStatus(
                dataSource,
                database.batches().home(dataSource),
                head,
                database.batches().pending(dataSource).size(),
                membership.members(),
                answersFrom,
                rollouts,
                distributing
                        .map(release -> database.releases().unmet(release.ref()))
                        .orElse(List.of()),
                head.map(release -> cutover(database, release, membership)));
    }

    private static Cutover cutover(ControlDatabase database, Release head, Membership membership) {
        long seq = head.ref().seq();
        return Cutover.of(
                seq,
                head.committedAt(),
                database.dcs().activations(head.ref().dataSource(), seq),
                membership.inService());
    }
}
