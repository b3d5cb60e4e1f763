package io.isobar.serving.router;

import java.util.concurrent.atomic.LongAdder;

/** What happened in a router since its start, for its status. */
final class RouterCounters {
    /** Questions passed on. */
    final LongAdder asked = new LongAdder();

    /** Questions that a second data center was asked. */
    final LongAdder retries = new LongAdder();

    /** Questions that no data center answered. */
    final LongAdder failed = new LongAdder();

    /** Answers that were older than what their client had seen, and were not passed back. */
    final LongAdder hidden = new LongAdder();
}
