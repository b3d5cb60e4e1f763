package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.DcState;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.dc.LoadReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** LOAD: asks the coordinator until every segment of a staged release has its replicas. */
final class Loading {
    private final DcNodes nodes;
    private final ProgressReports progress;
    private final Duration stuckAfter;
    private final Clock clock;
    private Optional<ReleaseRef> watched = Optional.empty();
    private long best;
    private Instant bestAt = Instant.EPOCH;

    Loading(DcNodes nodes, ProgressReports progress, Duration stuckAfter, Clock clock) {
        this.nodes = nodes;
        this.progress = progress;
        this.stuckAfter = stuckAfter;
        this.clock = clock;
    }

    /** Whether all is loaded. */
    boolean look(ReleaseRef release, long total) throws InterruptedException {
        if (!watched.equals(Optional.of(release))) {
            watched = Optional.of(release);
            best = 0;
            bestAt = clock.instant();
        }
        LoadReport report;
        try {
            report = nodes.load(release);
        } catch (IOException e) {
            progress.explain(release, isStuck() ? DcState.LOAD_STUCK : DcState.LOADING, best, total, words(e));
            return false;
        }
        if (report.complete() && report.segments() == total) {
            watched = Optional.empty();
            progress.tell(release, DcState.LOADED, total, total, "every segment has its replicas");
            return true;
        }
        if (report.loaded() != best) {
            best = report.loaded();
            bestAt = clock.instant();
        }
        progress.explain(
                release,
                isStuck() ? DcState.LOAD_STUCK : DcState.LOADING,
                report.loaded(),
                total,
                words(report, total));
        return false;
    }

    private boolean isStuck() {
        return Duration.between(bestAt, clock.instant()).compareTo(stuckAfter) >= 0;
    }

    private static String words(LoadReport report, long total) {
        if (report.segments() != total) {
            return "the coordinator sees [%d] of [%d] segments of the release".formatted(report.segments(), total);
        }
        String words =
                "%d of %d segments have their replicas; missing %s".formatted(report.loaded(), total, report.missing());
        return report.quarantined().isEmpty()
                ? words
                : words + "; historicals refused the bytes of " + report.quarantined();
    }

    private static String words(IOException problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
