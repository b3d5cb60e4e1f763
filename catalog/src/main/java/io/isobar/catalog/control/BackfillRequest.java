package io.isobar.catalog.control;

import io.isobar.segment.Interval;
import java.util.List;
import java.util.Set;

/**
 * What a backfill is opened with.
 *
 * @param id equal for requests that ask for the same, see {@link Backfill}
 * @param dataSources what the spec writes, one or several
 * @param step how long a slice is, as an ISO 8601 period
 * @param spec where the spec stands, for people
 * @param slices in the order of time; they lie within {@code range} and don't overlap
 */
public record BackfillRequest(
        String id, List<String> dataSources, Interval range, String step, String spec, List<Interval> slices) {
    public BackfillRequest {
        dataSources = List.copyOf(dataSources);
        slices = List.copyOf(slices);
        if (dataSources.isEmpty() || Set.copyOf(dataSources).size() < dataSources.size()) {
            throw new IllegalArgumentException(
                    "Datasources %s of backfill [%s]: name one or several, each once".formatted(dataSources, id));
        }
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
