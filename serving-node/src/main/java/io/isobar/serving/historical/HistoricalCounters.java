package io.isobar.serving.historical;

import java.util.concurrent.atomic.AtomicLong;

/** What happened in a historical since its start, for its status. */
final class HistoricalCounters {
    /** Copies fetched from deep storage. */
    final AtomicLong fetched = new AtomicLong();

    /** Copies in the cache whose bytes were wrong when they were checked. */
    final AtomicLong corruptInCache = new AtomicLong();

    /** Times that a zip in deep storage had the wrong bytes. */
    final AtomicLong corruptInDeepStorage = new AtomicLong();

    /** Segments withdrawn because their file was written to after it had been checked. */
    final AtomicLong changedWhileHeld = new AtomicLong();

    /** Copies read again by the scrub. */
    final AtomicLong scrubbed = new AtomicLong();

    /** Requests for partial results. */
    final AtomicLong queries = new AtomicLong();
}
