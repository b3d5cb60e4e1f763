package io.isobar.cli.segment;

import io.isobar.segment.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The first rows of some columns of a segment. */
final class FirstRows {
    private FirstRows() {}

    /** At most {@code count} rows, each with a value per column; times are text. */
    static List<List<@Nullable Object>> of(Segment segment, List<String> names, int count) {
        int rows = Math.min(Math.min(count, ColumnValues.BATCH), segment.rows());
        int[] first = IntStream.range(0, rows).toArray();
        List<List<@Nullable Object>> table = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            table.add(Arrays.asList(new @Nullable Object[names.size()]));
        }
        for (int i = 0; i < names.size(); i++) {
            ColumnValues values = ColumnValues.of(segment.column(names.get(i)));
            values.load(first, rows);
            for (int row = 0; row < rows; row++) {
                table.get(row).set(i, RowText.readable(names.get(i), values.value(row)));
            }
        }
        return table;
    }
}
