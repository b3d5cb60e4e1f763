package io.isobar.segment.build;

import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one row of all rows of a key. */
final class RollupGroup implements KeyGroup {
    private final StoredRows stored;
    private final List<Metric> metrics;
    private final Accumulator[] accumulators;
    private @Nullable BuildRow key;

    RollupGroup(SegmentSpec spec, Scratch scratch, StoredRows stored) {
        this.stored = stored;
        this.metrics = spec.metrics();
        this.accumulators =
                metrics.stream().map(metric -> Accumulator.of(metric, scratch)).toArray(Accumulator[]::new);
    }

    @Override
    public void add(BuildRow row) throws IOException {
        key = row;
        for (int i = 0; i < accumulators.length; i++) {
            try {
                accumulators[i].add(row.metrics()[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Metric [%s]: %s".formatted(metrics.get(i).name(), e.getMessage()), e);
            }
        }
    }

    @Override
    public void end() throws IOException {
        if (key != null) {
            stored.add(key.timestamp(), key.dimensions(), take());
            key = null;
        }
    }

    /** The row by itself with its metrics as they are stored. */
    BuildRow aggregated(BuildRow row) throws IOException {
        add(row);
        key = null;
        return new BuildRow(row.timestamp(), row.dimensions(), take());
    }

    private Object[] take() throws IOException {
        Object[] results = new Object[accumulators.length];
        for (int i = 0; i < results.length; i++) {
            Object result = accumulators[i].take();
            if (result != null) {
                results[i] = result;
            }
        }
        return results;
    }
}
