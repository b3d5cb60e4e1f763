package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.DcState;
import io.isobar.replicator.transfer.Finding;
import io.isobar.replicator.transfer.SegmentVerifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** VERIFY: reads every zip of a view back from deep storage, hashes it and opens it. */
final class Verify {
    private final SegmentVerifier verifier;
    private final Workers workers;
    private final Quarantine quarantine;
    private final ProgressReports progress;

    Verify(SegmentVerifier verifier, Workers workers, Quarantine quarantine, ProgressReports progress) {
        this.verifier = verifier;
        this.workers = workers;
        this.quarantine = quarantine;
        this.progress = progress;
    }

    /** Whether all of the view is sound. What isn't is set aside, and the steward copies it again. */
    boolean confirm(ReleaseRef release, View view, Memory memory, long epoch) throws IOException, InterruptedException {
        Map<String, ReleaseSegment> unread = new TreeMap<>();
        view.segments().values().stream()
                .filter(segment -> !memory.isSound(segment.path()))
                .forEach(segment -> unread.put(segment.path(), segment));
        long total = view.segments().size();
        var read = new AtomicLong(total - unread.size());
        tell(release, DcState.VERIFYING, read.get(), total);
        Map<ReleaseSegment, String> corrupt = new TreeMap<>(Comparator.comparing(ReleaseSegment::id));
        List<String> doubtful = new ArrayList<>();
        workers.each(unread.values(), verifier::open, (segment, finding) -> {
            if (finding instanceof Finding.Sound) {
                memory.sound(segment.path());
                tell(release, DcState.VERIFYING, read.incrementAndGet(), total);
            } else {
                doubtful.add(segment.path());
                if (finding instanceof Finding.Corrupt found) {
                    corrupt.put(segment, found.why());
                }
            }
        });
        for (Map.Entry<ReleaseSegment, String> damaged : corrupt.entrySet()) {
            progress.explain(
                    release,
                    DcState.QUARANTINED,
                    read.get(),
                    total,
                    "segment [%s] is corrupt in deep storage and copied again: %s"
                            .formatted(damaged.getKey().id(), damaged.getValue()));
            quarantine.take(damaged.getKey(), release.seq(), epoch, damaged.getValue());
        }
        if (doubtful.isEmpty()) {
            tell(release, DcState.VERIFIED, total, total);
            return true;
        }
        memory.doubt(doubtful);
        return false;
    }

    private void tell(ReleaseRef release, DcState state, long read, long total) {
        progress.tell(release, state, read, total, "%d of %d segments read back and opened".formatted(read, total));
    }
}
