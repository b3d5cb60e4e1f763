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

    private record Told(DcState state, String words, long copied, Instant at) {}

    ProgressReports(DcLedger ledger, String dc, Clock clock) {
        this.ledger = ledger;
        this.dc = dc;
        this.clock = clock;
    }

    /** Tells it. What a steward before this one promised is not taken back: such a report is dropped. */
    synchronized void tell(ReleaseRef release, DcState state, long copied, long total, String detail) {
        String words = detail.length() > MOST_WORDS ? detail.substring(0, MOST_WORDS) + "…" : detail;
        Told last = told.computeIfAbsent(release, this::recall);
        if (!DcTransitions.allowed(last.state(), state)) {
            return;
        }
        boolean moved = last.state() != state;
        boolean news = copied != last.copied() || !words.equals(last.words());
        Instant now = clock.instant();
        if (!moved && (!news || Duration.between(last.at(), now).compareTo(PAUSE) < 0)) {
            return;
        }
        ledger.progress(release.dataSource(), release.seq(), dc, state, copied, total, words);
        told.put(release, new Told(state, words, copied, now));
        if (moved) {
            LOG.info("Release [{}] is {} in DC [{}]: {}", release, state, dc, words);
        }
    }

    private Told recall(ReleaseRef release) {
        Optional<Progress> row = ledger.progress(release.dataSource(), release.seq()).stream()
                .filter(own -> own.dc().equals(dc))
                .findFirst();
        return row.map(own -> new Told(own.state(), own.detail(), own.copied(), Instant.EPOCH))
                .orElseGet(() -> new Told(DcState.PLANNED, "", 0, Instant.EPOCH));
    }
}
