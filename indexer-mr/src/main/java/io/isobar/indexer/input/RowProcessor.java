package io.isobar.indexer.input;

import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a segment is built from of an input row: reads its time, applies the transforms, drops what lies outside, and
 * gives each dimension and metric a value of its type. Not thread-safe.
 */
public final class RowProcessor {
    private final IngestionSpec spec;
    private final TimestampParser timestamps;
    private final RowTransform transform;
    private final LongPredicate inside;
    private final BadRows badRows;
    private final Consumer<RowOutcome> outcomes;
    private final FieldNames.Field[] dimensionFields;
    private final MetricInput[] inputs;

    /** A processor that wants only the times that are {@code inside}. */
    public RowProcessor(IngestionSpec spec, LongPredicate inside, BadRows badRows, Consumer<RowOutcome> outcomes) {
        this.spec = spec;
        this.timestamps = new TimestampParser(spec.timestamp());
        this.transform = new RowTransform(spec.transform());
        this.inside = inside;
        this.badRows = badRows;
        this.outcomes = outcomes;
        this.dimensionFields = spec.dimensions().listed().stream()
                .map(dimension -> new FieldNames.Field(dimension.name()))
                .toArray(FieldNames.Field[]::new);
        this.inputs = spec.metricSpecs().stream().map(MetricInput::of).toArray(MetricInput[]::new);
    }

    /** The row for the segment, or null if it isn't wanted or is bad and passed over. The input row is changed. */
    public @Nullable BuildRow process(Row row, RowPosition position) throws IOException {
        long timestamp;
        try {
            timestamp = timestamps.parse(row);
            if (!transform.apply(row, timestamp) || !inside.test(timestamp)) {
                outcomes.accept(RowOutcome.THROWN_AWAY);
                return null;
            }
        } catch (BadRowException e) {
            unparseable(e, position);
            return null;
        }
        List<BadRow> complaints = new ArrayList<>(0);
        BuildRow built = new BuildRow(
                timestamp, dimensions(row, position, complaints), metrics(row, timestamp, position, complaints));
        if (complaints.isEmpty()) {
            outcomes.accept(RowOutcome.PROCESSED);
        } else {
            outcomes.accept(RowOutcome.PROCESSED_WITH_ERROR);
            badRows.add(complaints.get(0));
        }
        return built;
    }

    /** Counts a row that couldn't even be taken apart. */
    public void unparseable(BadRowException problem, RowPosition position) throws IOException {
        outcomes.accept(RowOutcome.UNPARSEABLE);
        badRows.add(problem.at(position));
    }

    private Object[] dimensions(Row row, RowPosition position, List<BadRow> complaints) {
        List<Dimension> dimensions = spec.dimensions().listed();
        @Nullable Object[] values = new Object[dimensions.size()];
        for (int i = 0; i < values.length; i++) {
            Dimension dimension = dimensions.get(i);
            try {
                values[i] = dimension(dimension, dimensionFields[i].of(row));
            } catch (BadRowException e) {
                complaints.add(e.at(position));
            }
        }
        return values;
    }

    private static @Nullable Object dimension(Dimension dimension, @Nullable Object value) throws BadRowException {
        if (value == null) {
            return null;
        }
        if (dimension.type() == Dimension.Type.STRING) {
            return value instanceof List<?> list ? texts(list) : Row.text(value);
        }
        Number number = InputNumbers.read(dimension.name(), Row.single(value));
        if (number == null) {
            return null;
        }
        return switch (dimension.type()) {
            case LONG -> (Object) number.longValue();
            case FLOAT -> number.floatValue();
            default -> number.doubleValue();
        };
    }

    private Object[] metrics(Row row, long timestamp, RowPosition position, List<BadRow> complaints) {
        @Nullable Object[] values = new Object[inputs.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = inputs[i].read(row, timestamp);
            } catch (BadRowException e) {
                values[i] = inputs[i].absent(timestamp);
                complaints.add(e.at(position));
            }
        }
        return values;
    }

    static List<@Nullable String> texts(List<?> values) {
        List<@Nullable String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            texts.add(Row.text(value));
        }
        return texts;
    }
}
