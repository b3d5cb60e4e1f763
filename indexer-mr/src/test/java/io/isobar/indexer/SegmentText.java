package io.isobar.indexer;

import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.MultiIds;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a segment as text, read column by column: {@code {__time=…, dimension=…, …}}; nulls are left out. */
final class SegmentText {
    private SegmentText() {}

    static List<String> rows(Path segment) throws IOException {
        try (Segment open = Segment.open(segment)) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (int row = 0; row < open.rows(); row++) {
                rows.add(new TreeMap<>());
            }
            for (String name : open.columnNames()) {
                open.column(name).ifPresent(column -> read(column, rows));
            }
            return rows.stream().map(Object::toString).toList();
        }
    }

    private static void read(Column column, List<Map<String, String>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            String text = text(column, row);
            if (text != null) {
                rows.get(row).put(column.name(), text);
            }
        }
    }

    private static String text(Column column, int row) {
        if (column instanceof NumericColumn numbers) {
            if (numbers.nulls().contains(row)) {
                return null;
            }
            long[] whole = new long[1];
            double[] fraction = new double[1];
            numbers.reader().longs(row, 1, whole);
            numbers.reader().doubles(row, 1, fraction);
            return column.type() == ValueType.LONG ? Long.toString(whole[0]) : column.type() + " " + fraction[0];
        }
        if (column instanceof StringColumn strings) {
            MultiIds ids = new MultiIds();
            strings.reader().multi(new int[] {row}, 1, ids);
            List<String> values = new ArrayList<>();
            for (int i = 0; i < ids.offsets()[1]; i++) {
                values.add(strings.value(ids.ids()[i]));
            }
            return values.size() == 1 ? values.get(0) : values.toString();
        }
        ByteBuffer value = ((ComplexColumn) column).value(row);
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes.length == 0 ? null : HexFormat.of().formatHex(bytes);
    }
}
