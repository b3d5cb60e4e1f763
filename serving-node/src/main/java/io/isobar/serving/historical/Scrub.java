package io.isobar.serving.historical;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the copies that are held once more, and withdraws those whose bytes went bad on the disk. */
final class Scrub {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);

    private final HeldSegments held;
    private final SegmentCache cache;
    private final HistoricalCounters counters;
    private final Runnable reload;

    /**
     * Withdraws from {@code held}.
     *
     * @param reload lets what was withdrawn be checked, replaced and held again
     */
    Scrub(HeldSegments held, SegmentCache cache, HistoricalCounters counters, Runnable reload) {
        this.held = held;
        this.cache = cache;
        this.counters = counters;
        this.reload = reload;
    }

    /** Reads all copies, one after the other. */
    void run() {
        for (HeldSegment segment : held.all()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                counters.scrubbed.incrementAndGet();
                if (!segment.isAsChecked() || !cache.isSound(segment.entry())) {
                    withdraw(segment);
                }
            } catch (IOException e) {
                LOG.warn(
                        "Copy of segment [{}] could not be read again",
                        segment.entry().id(),
                        e);
                withdraw(segment);
            }
        }
    }

    /** Answers from {@code segment} no more until its copy was checked again. */
    void withdraw(HeldSegment segment) {
        counters.changedWhileHeld.incrementAndGet();
        LOG.error(
                "Copy of segment [{}] was written to after it had been checked: withdrawn, to be checked again",
                segment.entry().id());
        held.remove(segment, reload);
    }
}
