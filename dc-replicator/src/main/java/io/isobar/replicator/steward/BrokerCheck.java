package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.DcState;
import io.isobar.replicator.dc.BrokerReport;
import io.isobar.replicator.dc.DcNodes;
import java.io.IOException;
import java.util.List;

/** Sees whether the brokers of a data center answer from a release: the row in the database alone is only a wish. */
final class BrokerCheck {
    private final DcNodes nodes;
    private final ProgressReports progress;

    BrokerCheck(DcNodes nodes, ProgressReports progress) {
        this.nodes = nodes;
        this.progress = progress;
    }

    /** Whether every living broker answers from {@code release}, and there is one. */
    boolean answerFrom(ReleaseRef release, long segments) throws InterruptedException {
        List<String> brokers = nodes.brokers();
        if (brokers.isEmpty()) {
            return not(release, segments, "no broker is alive in this data center: start one");
        }
        for (String broker : brokers) {
            try {
                BrokerReport report = nodes.status(broker, release.dataSource());
                if (!report.answersFrom(release)) {
                    return not(
                            release,
                            segments,
                            "broker [%s] answers from %s"
                                            .formatted(
                                                    broker,
                                                    report.seq()
                                                            .map(seq -> "release [%d]".formatted(seq))
                                                            .orElse("no release yet"))
                                    + (report.available() ? "" : " and lacks segments of it"));
                }
            } catch (IOException e) {
                return not(release, segments, String.valueOf(e.getMessage()));
            }
        }
        return true;
    }

    private boolean not(ReleaseRef release, long segments, String why) {
        progress.explain(release, DcState.READY, segments, segments, "committed, not yet active: " + why);
        return false;
    }
}
