package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Stores each row of a key for itself, in the order of their metrics, so that it doesn't matter how they came. */
final class PlainGroup implements KeyGroup {
    private static final long TIES_HEAP_BYTES = 4L << 20;

    private final Scratch scratch;
    private final StoredRows stored;
    private final RollupGroup single;
    private @Nullable BuildRow first;
    private @Nullable RowSorter ties;

    PlainGroup(SegmentSpec spec, Scratch scratch, StoredRows stored) {
        this.scratch = scratch;
        this.stored = stored;
        this.single = new RollupGroup(spec, scratch, stored);
    }

    @Override
    public void add(BuildRow row) throws IOException {
        if (first == null) {
            first = row;
            return;
        }
        if (ties == null) {
            ties = new RowSorter(new MetricOrder(), scratch, TIES_HEAP_BYTES);
            ties.add(single.aggregated(first));
        }
        ties.add(single.aggregated(row));
    }

    @Override
    public void end() throws IOException {
        if (ties != null) {
            ties.drain(row -> stored.add(row.timestamp(), row.dimensions(), row.metrics()));
            ties = null;
        } else if (first != null) {
            single.add(first);
            single.end();
        }
        first = null;
    }

    /** Orders rows by their stored metrics, one after the other; null first. */
    private record MetricOrder() implements Comparator<BuildRow> {
        @Override
        public int compare(BuildRow a, BuildRow b) {
            int order = 0;
            for (int i = 0; order == 0 && i < a.metrics().length; i++) {
                order = compareValues(a.metrics()[i], b.metrics()[i]);
            }
            return order;
        }

        private static int compareValues(@Nullable Object a, @Nullable Object b) {
            if (a == null || b == null) {
                return Boolean.compare(a != null, b != null);
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
            return Arrays.compareUnsigned((byte[]) a, (byte[]) b);
        }
    }
}
