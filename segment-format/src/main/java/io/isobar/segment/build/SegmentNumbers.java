package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import io.isobar.segment.column.NumericColumn;
import java.util.Arrays;
import org.roaringbitmap.PeekableIntIterator;

/** A segment's column of numbers. */
final class SegmentNumbers implements NumberStream {
    private final ValueType type;
    private final NumericColumn.Reader reader;
    private final PeekableIntIterator nullRows;
    private double[] doubles = {};
    private float[] floats = {};
    private int at;

    SegmentNumbers(NumericColumn column) {
        this.type = column.type();
        this.reader = column.reader();
        this.nullRows = column.nulls().getIntIterator();
    }

    @Override
    public boolean read(int count, long[] bits, boolean[] nulls) {
        switch (type) {
            case LONG -> reader.longs(at, count, bits);
            case DOUBLE -> readDoubles(count, bits);
            default -> readFloats(count, bits);
        }
        int end = at + count;
        boolean any = nullRows.hasNext() && nullRows.peekNext() < end;
        if (any) {
            Arrays.fill(nulls, 0, count, false);
            while (nullRows.hasNext() && nullRows.peekNext() < end) {
                int row = nullRows.next() - at;
                nulls[row] = true;
                bits[row] = 0;
            }
        }
        at = end;
        return any;
    }

    private void readDoubles(int count, long[] bits) {
        if (doubles.length < count) {
            doubles = new double[count];
        }
        reader.doubles(at, count, doubles);
        for (int i = 0; i < count; i++) {
            bits[i] = Double.doubleToLongBits(doubles[i]);
        }
    }

    private void readFloats(int count, long[] bits) {
        if (floats.length < count) {
            floats = new float[count];
        }
        reader.floats(at, count, floats);
        for (int i = 0; i < count; i++) {
            bits[i] = Float.floatToIntBits(floats[i]);
        }
    }
}
