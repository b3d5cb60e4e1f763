package io.isobar.query.batch;

import io.isobar.segment.ValueType;
import io.isobar.segment.column.StringColumn;

/**
 * A string column read as numbers, as Druid's numeric aggregators do: what spells no number is null. Each value of the
 * dictionary is parsed once, when a row first has it.
 */
final class ParsedNumbers extends NumericVector {
    private static final byte UNREAD = 0;
    private static final byte NUMBER = 1;
    private static final byte NO_NUMBER = 2;

    private final StringColumn column;
    private final IdVector ids;
    private final byte[] states;
    private final double[] parsedDoubles;
    private final long[] parsedLongs;

    ParsedNumbers(StringColumn column, IdVector ids) {
        super(ValueType.DOUBLE);
        this.column = column;
        this.ids = ids;
        this.states = new byte[column.cardinality()];
        this.parsedDoubles = new double[column.cardinality()];
        this.parsedLongs = new long[column.cardinality()];
    }

    @Override
    void readLongs(RowBatch batch, long[] into) {
        int[] rowIds = ids.ids(batch);
        for (int i = 0; i < batch.size(); i++) {
            into[i] = parsed(rowIds[i]) ? parsedLongs[rowIds[i]] : 0;
        }
    }

    @Override
    void readDoubles(RowBatch batch, double[] into) {
        int[] rowIds = ids.ids(batch);
        for (int i = 0; i < batch.size(); i++) {
            into[i] = parsed(rowIds[i]) ? parsedDoubles[rowIds[i]] : 0;
        }
    }

    @Override
    boolean readNulls(RowBatch batch, boolean[] into) {
        int[] rowIds = ids.ids(batch);
        boolean any = false;
        for (int i = 0; i < batch.size(); i++) {
            into[i] = !parsed(rowIds[i]);
            any |= into[i];
        }
        return any;
    }

    private boolean parsed(int id) {
        if (states[id] == UNREAD) {
            Number number = Numbers.parse(column.value(id));
            states[id] = number == null ? NO_NUMBER : NUMBER;
            if (number != null) {
                parsedDoubles[id] = number.doubleValue();
                parsedLongs[id] = number.longValue();
            }
        }
        return states[id] == NUMBER;
    }
}
