package io.isobar.segment.column;

import io.isobar.segment.ValueType;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** What the three types of numbers have in common. */
abstract class AbstractNumericColumn implements NumericColumn {
    private final String name;
    private final ValueType type;
    private final int rows;
    private final ImmutableRoaringBitmap nulls;
    private final OpenGuard guard;

    AbstractNumericColumn(String name, ValueType type, int rows, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        this.name = name;
        this.type = type;
        this.rows = rows;
        this.nulls = nulls;
        this.guard = guard;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final ValueType type() {
        return type;
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final ImmutableRoaringBitmap nulls() {
        guard.check();
        return nulls;
    }

    /** Refuses a batch that doesn't lie in the column, and any after the segment was closed. */
    final void check(int firstRow, int count) {
        guard.check();
        java.util.Objects.checkFromIndexSize(firstRow, count, rows);
    }

    /** Refuses a batch whose ends don't lie in the column, and any after the segment was closed. */
    final void check(int[] batch, int count) {
        guard.check();
        if (count > 0) {
            java.util.Objects.checkIndex(batch[0], rows);
            java.util.Objects.checkIndex(batch[count - 1], rows);
        }
    }
}
