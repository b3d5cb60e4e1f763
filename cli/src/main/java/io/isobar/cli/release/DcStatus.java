package io.isobar.cli.release;

import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.control.Progress;
import io.isobar.catalog.control.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one data center has of one datasource.
 *
 * @param head what all data centers should answer from; empty before the first commit
 * @param active what this one answers from, as far back as the last releases go
 * @param next its account of the release that is being distributed, or of the head
 */
record DcStatus(
        String dataSource,
        String dc,
        Membership.State member,
        Optional<Release> head,
        Optional<Activation> active,
        Optional<Progress> next) {
    private static final int RELEASES_LOOKED_AT = 20;

    /** True if it answers from the head. */
    boolean isAtHead() {
        return head.isPresent()
                && active.isPresent()
                && active.get().seq() == head.get().ref().seq();
    }

    /** Reads the state of each pair of datasource and data center. */
    static List<DcStatus> readAll(ControlDatabase database) {
        List<DcStatus> all = new ArrayList<>();
        for (String dataSource : database.releases().dataSources()) {
            Optional<Release> head = database.releases().head(dataSource);
            Optional<Release> newest =
                    database.releases().distributing(dataSource).or(() -> head);
            List<Progress> progress = newest.map(release ->
                            database.dcs().progress(dataSource, release.ref().seq()))
                    .orElse(List.of());
            List<Activation> activations = lastActivations(database, dataSource, head);
            for (Map.Entry<String, Membership.State> member :
                    database.dcs().membership(dataSource).members().entrySet()) {
                String dc = member.getKey();
                all.add(new DcStatus(
                        dataSource,
                        dc,
                        member.getValue(),
                        head,
                        activations.stream().filter(a -> a.dc().equals(dc)).findFirst(),
                        progress.stream().filter(p -> p.dc().equals(dc)).findFirst()));
            }
        }
        return all;
    }

    /** Newest first. */
    private static List<Activation> lastActivations(
            ControlDatabase database, String dataSource, Optional<Release> head) {
        List<Activation> activations = new ArrayList<>();
        long newest = head.map(release -> release.ref().seq()).orElse(0L);
        for (long seq = newest; seq > Math.max(0, newest - RELEASES_LOOKED_AT); seq--) {
            activations.addAll(database.dcs().activations(dataSource, seq));
        }
        return activations;
    }
}
