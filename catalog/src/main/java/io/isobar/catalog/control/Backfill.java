package io.isobar.catalog.control;

import io.isobar.segment.Interval;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of time that is indexed slice by slice.
 *
 * @param id follows from what is asked for: the same spec, stretch and step have the same one
 * @param dataSources what is written: each slice becomes a batch of each of them
 * @param step how long a slice is, as an ISO 8601 period
 * @param spec where the spec was read from when the backfill was opened
 */
public record Backfill(
        String id, List<String> dataSources, Interval range, String step, String spec, Instant openedAt) {
    public Backfill {
        dataSources = List.copyOf(dataSources);
    }
}
