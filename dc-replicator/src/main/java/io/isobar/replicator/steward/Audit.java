package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.control.Intent;
import io.isobar.catalog.dc.OpenView;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.transfer.Failure;
import io.isobar.replicator.transfer.Finding;
import io.isobar.replicator.transfer.SegmentPuller;
import io.isobar.replicator.transfer.SegmentVerifier;
import io.isobar.replicator.work.StepJournal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether deep storage still holds what the open views need, and mends it: when a steward starts, at intervals,
 * and at once where a historical refused the bytes. What is corrupt is set aside first, so that nobody loads it
 * meanwhile, and then copied again from whoever has it.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    static final String REPAIR = "repair";

    /** A segment that historicals keep refusing although it is sound here is not read over and over. */
    private static final Duration REREAD_PAUSE = Duration.ofMinutes(1);

    private final String dc;
    private final OpenViews open;
    private final DcNodes nodes;
    private final SegmentVerifier verifier;
    private final SegmentPuller puller;
    private final Quarantine quarantine;
    private final StepJournal journal;
    private final LongSupplier epoch;
    private final Duration interval;
    private final Clock clock;
    private final Map<String, Instant> readAt = new HashMap<>();
    private final Set<String> unmended = new HashSet<>();
    private Instant nextFull = Instant.EPOCH;

    private record Held(ReleaseSegment segment, long seq) {}

    Audit(
            String dc,
            OpenViews open,
            DcNodes nodes,
            SegmentVerifier verifier,
            SegmentPuller puller,
            Quarantine quarantine,
            StepJournal journal,
            LongSupplier epoch,
            Duration interval,
            Clock clock) {
        this.dc = dc;
        this.open = open;
        this.nodes = nodes;
        this.verifier = verifier;
        this.puller = puller;
        this.quarantine = quarantine;
        this.journal = journal;
        this.epoch = epoch;
        this.interval = interval;
        this.clock = clock;
    }

    /** One look. Throws if something is damaged and could not be mended yet; it is tried again. */
    void look() throws IOException, InterruptedException, NotYetException {
        Instant now = clock.instant();
        Map<String, Held> held = held();
        boolean full = !now.isBefore(nextFull);
        Map<String, Held> chosen = full ? held : refused(held, now);
        unmended.forEach(path -> Optional.ofNullable(held.get(path)).ifPresent(it -> chosen.put(path, it)));
        unmended.clear();
        String why = "";
        for (Map.Entry<String, Held> each : chosen.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Optional<Failure> failure = check(each.getValue());
            readAt.put(each.getKey(), now);
            if (failure.isPresent()) {
                unmended.add(each.getKey());
                why = failure.get().words();
            }
        }
        readAt.keySet().retainAll(held.keySet());
        if (full) {
            nextFull = now.plus(interval);
            LOG.info("Audit: read back all [{}] zips that open views need in DC [{}]", held.size(), dc);
        }
        if (!unmended.isEmpty()) {
            throw new NotYetException(
                    "[%d] zips of DC [%s] are not mended yet: %s".formatted(unmended.size(), dc, why));
        }
    }

    private Map<String, Held> held() {
        Map<String, Held> held = new LinkedHashMap<>();
        for (OpenView view : open.now()) {
            view.view()
                    .segments()
                    .values()
                    .forEach(segment -> held.putIfAbsent(
                            segment.path(), new Held(segment, view.view().seq())));
        }
        return held;
    }

    /** What historicals refused, as far as it was not read again just now. */
    private Map<String, Held> refused(Map<String, Held> held, Instant now) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        for (OpenView view : open.now()) {
            if (view.view().release().isPresent()) {
                try {
                    ids.addAll(nodes.load(view.view().release().get()).quarantined());
                } catch (IOException e) {
                    LOG.debug("The coordinator tells of no refused segments", e);
                }
            }
        }
        Map<String, Held> refused = new LinkedHashMap<>();
        held.forEach((path, it) -> {
            boolean recently =
                    readAt.getOrDefault(path, Instant.EPOCH).plus(REREAD_PAUSE).isAfter(now);
            if (ids.contains(it.segment().id().toString()) && !recently) {
                refused.put(path, it);
            }
        });
        return refused;
    }

    private Optional<Failure> check(Held held) throws IOException {
        Finding finding = verifier.hash(held.segment());
        if (finding instanceof Finding.Sound) {
            return Optional.empty();
        }
        long now = epoch.getAsLong();
        if (finding instanceof Finding.Corrupt corrupt) {
            quarantine.take(held.segment(), held.seq(), now, corrupt.why());
        } else {
            LOG.error(
                    "Segment [{}] is missing from the deep storage of DC [{}]",
                    held.segment().id(),
                    dc);
        }
        return repair(held, now);
    }

    private Optional<Failure> repair(Held held, long now) throws IOException {
        ReleaseSegment segment = held.segment();
        Intent intent = journal.intent(
                segment.id().dataSource(), held.seq(), dc, REPAIR, now, "{\"path\":\"%s\"}".formatted(segment.path()));
        journal.begin(intent);
        Optional<Failure> failure = puller.pull(segment, bytes -> {});
        if (failure.isEmpty()) {
            if (!(verifier.hash(segment) instanceof Finding.Sound)) {
                return Optional.of(new Failure(
                        Failure.Kind.DESTINATION_FAILED,
                        "segment [%s] was copied again and reads back wrong: check the disks of deep storage"
                                .formatted(segment.path())));
            }
            journal.end(intent, "copied again");
            LOG.info("Segment [{}] is in the deep storage of DC [{}] again", segment.id(), dc);
        }
        return failure;
    }
}
