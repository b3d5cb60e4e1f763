package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.DcLedger;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.control.Progress;
import io.isobar.replicator.rollout.DcTransitions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the control database how far this data center is, in words. A change of state is told at once; figures within a
 * state at most twice a second.
 */
final class ProgressReports {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReports.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_WORDS = 2_000;

    private final DcLedger ledger;
    private final String dc;
    private final Clock clock;
    private final Map<ReleaseRef, Told> told = new HashMap<>();

    private record Told(DcState state, String words, boolean reason, long copied, long total, Instant at) {}

    ProgressReports(DcLedger ledger, String dc, Clock clock) {
        this.ledger = ledger;
        this.dc = dc;
        this.clock = clock;
    }

    /** Tells figures. They don't push a reason aside: the next try looks the same until something moves. */
    synchronized void tell(ReleaseRef release, DcState state, long copied, long total, String figures) {
        Told last = told.computeIfAbsent(release, this::recall);
        boolean moved = last.state() != state;
        boolean news = copied != last.copied() || !(last.reason() || figures.equals(last.words()));
        boolean paused = Duration.between(last.at(), clock.instant()).compareTo(PAUSE) >= 0;
        if (moved || (news && paused)) {
            write(release, last, new Told(state, figures, false, copied, total, clock.instant()));
        }
    }

    /** Tells at once why it doesn't go on. */
    synchronized void explain(ReleaseRef release, DcState state, long copied, long total, String why) {
        String words = why.length() > MOST_WORDS ? why.substring(0, MOST_WORDS) + "…" : why;
        Told last = told.computeIfAbsent(release, this::recall);
        if (last.state() != state || !words.equals(last.words())) {
            write(release, last, new Told(state, words, true, copied, total, clock.instant()));
        }
    }

    /** Tells at once what is wrong, whatever the state: it stays as it is. */
    synchronized void remark(ReleaseRef release, String why) {
        Told last = told.computeIfAbsent(release, this::recall);
        explain(release, last.state(), last.copied(), last.total(), why);
    }

    /** What was promised of the release is void: it is prepared once more, from the beginning. */
    synchronized void startOver(ReleaseRef release) {
        Told last = told.computeIfAbsent(release, this::recall);
        if (DcTransitions.promised(last.state())) {
            told.put(release, new Told(DcState.PLANNED, "", false, 0, last.total(), Instant.EPOCH));
        }
    }

    /** Nothing more will be told of the release. */
    synchronized void forget(ReleaseRef release) {
        told.remove(release);
    }

    /** What a steward before this one promised is not taken back: such a report is dropped. */
    private void write(ReleaseRef release, Told last, Told next) {
        if (!DcTransitions.allowed(last.state(), next.state())) {
            return;
        }
        ledger.progress(
                release.dataSource(), release.seq(), dc, next.state(), next.copied(), next.total(), next.words());
        told.put(release, next);
        if (last.state() != next.state()) {
            LOG.info("Release [{}] is {} in DC [{}]: {}", release, next.state(), dc, next.words());
        }
    }

    private Told recall(ReleaseRef release) {
        Optional<Progress> row = ledger.progress(release.dataSource(), release.seq()).stream()
                .filter(own -> own.dc().equals(dc))
                .findFirst();
        return row.map(own -> new Told(own.state(), own.detail(), false, own.copied(), own.total(), Instant.EPOCH))
                .orElseGet(() -> new Told(DcState.PLANNED, "", false, 0, 0, Instant.EPOCH));
    }
}
