package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.SketchReader;
import io.isobar.indexer.input.StoredObject;
import io.isobar.indexer.spec.AggregationSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.sketch.ComplexFold;
import org.jspecify.annotations.Nullable;

/**
 * A sketch of which values there are: the one that the metric of the same type makes of the same rows. What it has seen is what
 * the fold takes, which is the sketch of one value or of many, so sketches are put together on the way as values are.
 */
final class SketchAggregate extends Aggregate {
    private final SketchReader reader;
    private final ComplexFold fold;
    private final String columnType;
    /** All that was seen, unless there are several: most rows bring one value, which needs no fold. */
    private byte @Nullable [] only;

    private boolean several;

    SketchAggregate(AggregationSpec spec) {
        super(spec);
        Metric metric = spec.sketch().orElseThrow();
        this.reader = new SketchReader(metric);
        this.fold = metric.newFold();
        this.columnType = metric.columnType();
    }

    @Override
    void clear() {
        if (several) {
            fold.take();
        }
        several = false;
        only = null;
    }

    @Override
    void add(Row row) throws BadRowException {
        byte[] bytes = reader.read(row);
        if (bytes != null) {
            merge(bytes);
        }
    }

    @Override
    void merge(Object state) {
        byte[] bytes = (byte[]) state;
        byte[] before = only;
        if (before == null && !several) {
            only = bytes;
            return;
        }
        if (before != null) {
            fold(before);
            only = null;
        }
        several = true;
        fold(bytes);
    }

    private void fold(byte[] bytes) {
        fold.fold(bytes, 0, bytes.length);
    }

    @Override
    byte @Nullable [] state() {
        if (several) {
            only = fold.take();
            several = false;
        }
        return only;
    }

    /** As a segment stores it, and with its type, so that a metric knows it for a sketch. */
    @Override
    @Nullable
    Object result() {
        byte[] seen = state();
        if (seen == null) {
            return null;
        }
        fold(seen);
        byte[] stored = fold.take();
        return stored == null || stored.length == 0 ? null : new StoredObject(columnType, stored);
    }
}
