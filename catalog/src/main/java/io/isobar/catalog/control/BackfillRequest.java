package io.isobar.catalog.control;

import io.isobar.segment.Interval;
import java.util.List;

/**
 * What a backfill is opened with.
 *
 * @param id equal for requests that ask for the same, see {@link Backfill}
 * @param step how long a slice is, as an ISO 8601 period
 * @param spec where the spec stands, for people
 * @param slices in the order of time; they lie within {@code range} and don't overlap
 */
public record BackfillRequest(
        String id, String dataSource, Interval range, String step, String spec, List<Interval> slices) {
    public BackfillRequest {
        slices = List.copyOf(slices);
        for (int i = 0; i < slices.size(); i++) {
            if (!range.contains(slices.get(i))) {
                throw new IllegalArgumentException(
                        "Slice [%s] isn't within the backfill's range [%s]".formatted(slices.get(i), range));
            }
            if (i > 0 && slices.get(i).start() < slices.get(i - 1).end()) {
                throw new IllegalArgumentException(
                        "Slices [%s] and [%s] overlap".formatted(slices.get(i - 1), slices.get(i)));
            }
        }
    }
}
