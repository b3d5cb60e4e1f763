package io.isobar.bench.druid;

import io.isobar.bench.RowTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.druid.data.input.InputRow;
import org.apache.druid.data.input.Row;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;

/** A row of a table, moved from one to the next: Druid's index keeps none. Cheaper for Druid than a map per row. */
final class TableRow implements InputRow {
    private final Map<String, RowTable.Column> columns = new HashMap<>();
    private final RowTable.Column time;
    private final List<String> dimensions;
    private int row;

    TableRow(RowTable table, List<String> dimensions) {
        this.dimensions = dimensions;
        this.time = table.column("__time");
        for (String name : table.names()) {
            columns.put(name, table.column(name));
        }
    }

    /** Moves to a row. */
    TableRow at(int to) {
        row = to;
        return this;
    }

    @Override
    public List<String> getDimensions() {
        return dimensions;
    }

    @Override
    public long getTimestampFromEpoch() {
        return time.number(row);
    }

    @Override
    public DateTime getTimestamp() {
        return new DateTime(getTimestampFromEpoch(), DateTimeZone.UTC);
    }

    @Override
    public List<String> getDimension(String dimension) {
        Object value = getRaw(dimension);
        return value == null ? List.of() : List.of(value.toString());
    }

    @Override
    public Object getRaw(String name) {
        RowTable.Column column = columns.get(name);
        return column == null ? null : column.value(row);
    }

    @Override
    public Number getMetric(String metric) {
        return (Number) getRaw(metric);
    }

    @Override
    public int compareTo(Row other) {
        return Long.compare(getTimestampFromEpoch(), other.getTimestampFromEpoch());
    }
}
