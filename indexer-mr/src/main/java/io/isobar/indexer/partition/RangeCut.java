package io.isobar.indexer.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges that the values of some dimensions can be cut into.
 *
 * @param boundaries between the ranges, see {@link Sharding.Ranges}
 * @param rows of each range
 * @param cardinality how many distinct values there are
 */
public record RangeCut(List<List<@Nullable String>> boundaries, List<Long> rows, long cardinality) {
    public RangeCut {
        boundaries = Collections.unmodifiableList(new ArrayList<>(boundaries));
        rows = List.copyOf(rows);
    }

    /** Rows of all ranges. */
    public long allRows() {
        return rows.stream().mapToLong(Long::longValue).sum();
    }

    boolean fits(long most) {
        return rows.stream().allMatch(range -> range <= most);
    }

    /** How far the ranges are from what was asked for: the mean of the squares, whole, as Druid has it. */
    double distance(long target) {
        double sum = 0;
        for (long range : rows) {
            sum += (double) (range - target) * (range - target);
        }
        return Math.floor(sum / rows.size());
    }
}
