package io.isobar.cli.segment;

import io.isobar.segment.Segment;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What there is to say about a column without reading its rows.
 *
 * @param kind time, dimension or metric
 * @param distinct values of a string column; -1 for others
 * @param nulls rows without a number; -1 where only reading would tell
 */
record ColumnFacts(
        String name, String kind, String type, int distinct, boolean multiValue, boolean bitmaps, int nulls) {

    /** Of all columns, in the segment's order. */
    static List<ColumnFacts> of(Segment segment) {
        List<ColumnFacts> all = new ArrayList<>();
        for (String name : segment.columnNames()) {
            String kind =
                    name.equals(Segment.TIME) ? "time" : segment.dimensions().contains(name) ? "dimension" : "metric";
            all.add(of(name, kind, segment.column(name)));
        }
        return all;
    }

    private static ColumnFacts of(String name, String kind, Optional<Column> column) {
        if (column.isEmpty()) {
            return new ColumnFacts(name, kind, "all null", -1, false, false, -1);
        }
        if (column.get() instanceof StringColumn strings) {
            return new ColumnFacts(
                    name, kind, "string", strings.cardinality(), strings.multiValue(), strings.hasBitmaps(), -1);
        }
        if (column.get() instanceof NumericColumn numbers) {
            String type = numbers.type().name().toLowerCase(Locale.ROOT);
            return new ColumnFacts(
                    name, kind, type, -1, false, false, numbers.nulls().getCardinality());
        }
        String type = column.get() instanceof NestedColumn nested
                ? nested.typeName()
                : ((ComplexColumn) column.get()).typeName();
        return new ColumnFacts(name, kind, type, -1, false, false, -1);
    }
}
