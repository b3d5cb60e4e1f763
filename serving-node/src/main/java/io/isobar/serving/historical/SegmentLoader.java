package io.isobar.serving.historical;

import io.isobar.catalog.store.SegmentStore;
import io.isobar.segment.Segment;
import io.isobar.serving.cluster.QuarantineReports;
import io.isobar.serving.cluster.SegmentEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a segment: from its copy in the cache, or after fetching one from deep storage. Nothing is opened whose bytes
 * weren't read from the file at its final place and found to have the SHA-256 of the release.
 */
final class SegmentLoader {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentLoader.class);
    private static final int LOCKS = 64;

    private final SegmentCache cache;
    private final SegmentStore deepStorage;
    private final QuarantineReports reports;
    private final HistoricalCounters counters;
    private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

    SegmentLoader(
            SegmentCache cache, SegmentStore deepStorage, QuarantineReports reports, HistoricalCounters counters) {
        this.cache = cache;
        this.deepStorage = deepStorage;
        this.reports = reports;
        this.counters = counters;
    }

    /** Opens {@code segment}; whoever calls may try again after any exception. */
    HeldSegment load(SegmentEntry segment) throws IOException {
        // Two segments may have the same bytes, and then share a file.
        synchronized (locks[Math.floorMod(segment.sha256().hashCode(), locks.length)]) {
            HeldSegment held = loadAlone(segment);
            reports.settled(segment.id());
            return held;
        }
    }

    private HeldSegment loadAlone(SegmentEntry segment) throws IOException {
        if (!cache.has(segment)) {
            fetch(segment);
        }
        Path file = cache.file(segment);
        // Taken before the bytes are read: what is written to the file from here on changes it.
        FileStamp stamp = FileStamp.of(file);
        if (!cache.isSound(segment)) {
            setAside(segment);
            fetch(segment);
            stamp = FileStamp.of(file);
            if (!cache.isSound(segment)) {
                setAside(segment);
                throw new IOException(
                        "Copy [%s] of segment [%s] is corrupt again right after it was written: check the disk"
                                .formatted(file, segment.id()));
            }
        }
        return new HeldSegment(segment, Segment.open(file), file, stamp);
    }

    private void setAside(SegmentEntry segment) throws IOException {
        counters.corruptInCache.incrementAndGet();
        cache.quarantine(segment);
        LOG.error(
                "Copy of segment [{}] in the cache is corrupt: set aside, to be fetched again. No answer came from it",
                segment.id());
    }

    private void fetch(SegmentEntry segment) throws IOException {
        String fault = fetchOnce(segment);
        if (!fault.isEmpty()) {
            // Once more: it may have happened on the way.
            fault = fetchOnce(segment);
        }
        if (!fault.isEmpty()) {
            counters.corruptInDeepStorage.incrementAndGet();
            reports.corrupt(segment, fault);
            throw new IOException("Zip [%s] of segment [%s] in deep storage [%s] is corrupt: %s"
                    .formatted(segment.path(), segment.id(), deepStorage.uri(), fault));
        }
        counters.fetched.incrementAndGet();
    }

    private String fetchOnce(SegmentEntry segment) throws IOException {
        try (InputStream in = deepStorage.open(segment.path(), 0)) {
            return cache.fetch(segment, in);
        }
    }
}
