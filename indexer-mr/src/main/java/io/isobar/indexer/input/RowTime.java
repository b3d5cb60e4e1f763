package io.isobar.indexer.input;

import io.isobar.indexer.spec.TimestampSpec;

/** Gives each row of a pipeline's source its time, in the field {@link RowTransform#TIME}. Not thread-safe. */
public final class RowTime {
    private final TimestampParser parser;

    public RowTime(TimestampSpec spec) {
        this.parser = new TimestampParser(spec);
    }

    /** Reads the time, and sets the field. */
    public long set(Row row) throws BadRowException {
        long time = parser.parse(row);
        row.set(RowTransform.TIME, time);
        return time;
    }

    /** The time that a row has, from its source or from a stage. */
    public static long of(Row row) throws BadRowException {
        Object value = row.value(RowTransform.TIME);
        if (value instanceof Long time) {
            return time;
        }
        Number number = InputNumbers.read(RowTransform.TIME, value);
        if (number == null) {
            throw new BadRowException(RowTransform.TIME, "is missing: the window of the stage needs it", null);
        }
        return number.longValue();
    }
}
