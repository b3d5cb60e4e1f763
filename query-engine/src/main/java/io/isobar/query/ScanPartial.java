package io.isobar.query;

import io.isobar.query.values.Values;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.SegmentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a segment, column by column, in the order in which the answer gives them. */
final class ScanPartial extends PartialResult {
    private static final int MAX_COLUMNS = 1 << 16;
    private static final int MAX_NAME_BYTES = 1 << 16;

    private final List<ScanColumn> columns;
    private final int rows;

    /**
     * A column of the rows.
     *
     * @param name its name
     * @param type Druid's name of its type; null if the segment doesn't have the column
     * @param values its values
     */
    record ScanColumn(String name, @Nullable String type, Values values) {}

    ScanPartial(SegmentId segment, int rows, List<ScanColumn> columns) {
        super(segment);
        this.columns = columns;
        this.rows = rows;
    }

    List<ScanColumn> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** The column of a name, which the query made sure is there. */
    Values values(String name) {
        for (ScanColumn column : columns) {
            if (column.name().equals(name)) {
                return column.values();
            }
        }
        throw new IllegalArgumentException(
                "Partial result of segment [%s] has no column [%s]".formatted(segment(), name));
    }

    @Override
    void write(WireWriter out) throws IOException {
        out.count(rows);
        out.count(columns.size());
        for (ScanColumn column : columns) {
            out.text(column.name());
            out.text(column.type());
            column.values().write(out);
        }
    }

    static ScanPartial read(SegmentId segment, WireReader in) throws IOException {
        int rows = in.count(Integer.MAX_VALUE - 8);
        int count = in.count(MAX_COLUMNS);
        List<ScanColumn> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = in.text(MAX_NAME_BYTES);
            String type = in.text(MAX_NAME_BYTES);
            Values values = Values.read(in);
            if (name == null) {
                throw new IOException("Partial result is damaged: a column has no name");
            }
            values.require(rows, values.type());
            columns.add(new ScanColumn(name, type, values));
        }
        return new ScanPartial(segment, rows, columns);
    }
}
