package io.isobar.indexer.input;

import io.isobar.indexer.spec.MetricSpec;
import io.isobar.segment.build.Metric;
import io.isobar.segment.sketch.ComplexFold;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a row brings to a sketch, as the metric of that type does. Not thread-safe. */
public final class SketchReader {
    /** Of no sketch that is read here. */
    private static final long NO_TIME = 0;

    private final String field;
    private final MetricInput input;
    private final ComplexFold fold;

    /**
     * For the field of this metric.
     *
     * @throws IllegalArgumentException if what the metric folds depends on the order or the times of rows
     */
    public SketchReader(Metric metric) {
        this.field = Objects.requireNonNull(metric.fieldName());
        this.input = MetricInput.of(MetricSpec.of(metric));
        this.fold = metric.newFold();
        if (fold.ordered()) {
            throw new IllegalArgumentException("Metric [%s] folds the values of type [%s] in their order"
                    .formatted(metric.name(), metric.kind().typeName()));
        }
    }

    /** The bytes that are to be folded; null if the row brings nothing. */
    public byte @Nullable [] read(Row row) throws BadRowException {
        Object value = input.read(row, NO_TIME);
        try {
            return fold.encode(NO_TIME, value); // looks at bytes that are no sketch, too
        } catch (IllegalArgumentException e) {
            throw new BadRowException(field, String.valueOf(e.getMessage()), null);
        }
    }
}
