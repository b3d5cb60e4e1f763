package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.work.StepJournal;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets damaged zips of deep storage aside, so that nothing is loaded from them, and tells. */
final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    static final String STEP = "quarantine";

    private final SegmentStore store;
    private final StepJournal journal;
    private final String dc;

    Quarantine(SegmentStore store, StepJournal journal, String dc) {
        this.store = store;
        this.journal = journal;
        this.dc = dc;
    }

    void take(ReleaseSegment segment, long seq, long epoch, String why) throws IOException {
        LOG.error("Segment [{}] in deep storage [{}] is corrupt and set aside: {}", segment.id(), store.uri(), why);
        String detail = "{\"path\":\"%s\"}".formatted(segment.path());
        journal.step(journal.intent(segment.id().dataSource(), seq, dc, STEP, epoch, detail), () -> {
            store.quarantine(segment.path(), why);
            return "set aside: " + why;
        });
    }
}
