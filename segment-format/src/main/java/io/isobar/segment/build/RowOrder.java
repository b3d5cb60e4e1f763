package io.isobar.segment.build;

import io.isobar.segment.time.Granularity;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Druid's order of rows: by truncated time, then by each dimension in turn.
 *
 * <p>Null comes first. Strings compare by UTF-16 code units, several values element by element and a shorter list before
 * a longer one that begins alike; numbers by value. Rows must be as {@link RowShape} leaves them.
 */
public final class RowOrder implements Comparator<BuildRow> {
    private final Granularity granularity;

    /** The order of the rows of a segment. */
    public RowOrder(SegmentSpec spec) {
        granularity = spec.queryGranularity();
    }

    @Override
    public int compare(BuildRow a, BuildRow b) {
        int order = Long.compare(granularity.bucketStart(a.timestamp()), granularity.bucketStart(b.timestamp()));
        for (int i = 0; order == 0 && i < a.dimensions().length; i++) {
            order = compareValues(a.dimensions()[i], b.dimensions()[i]);
        }
        return order;
    }

    private static int compareValues(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return 0;
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof List<?> || b instanceof List<?>) {
            return compareLists(a, b);
        }
        if (a == null || b == null) {
            return a == null ? -1 : 1;
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x, y);
        }
        if (a instanceof Float x && b instanceof Float y) {
            return Float.compare(x, y);
        }
        throw new IllegalArgumentException("Values of types [%s] and [%s] have no order: shape rows first"
                .formatted(a.getClass().getSimpleName(), b.getClass().getSimpleName()));
    }

    /** A single value, null included, orders as a list of one. */
    private static int compareLists(@Nullable Object a, @Nullable Object b) {
        int sizeA = a instanceof List<?> list ? list.size() : 1;
        int sizeB = b instanceof List<?> list ? list.size() : 1;
        for (int i = 0; i < Math.min(sizeA, sizeB); i++) {
            int order = compareValues(element(a, i), element(b, i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(sizeA, sizeB);
    }

    private static @Nullable Object element(@Nullable Object value, int i) {
        return value instanceof List<?> list ? list.get(i) : value;
    }
}
