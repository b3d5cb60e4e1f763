package io.isobar.indexer.hadoop;

import io.isobar.segment.time.IsoTime;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * ORC's values as those of a row: times as milliseconds, dates as texts of their midnight as Druid has them, decimals as
 * doubles, bytes as bytes or text. Unions have no value, neither here nor in Druid. Maps are in the order of their hashes: so
 * the text of one is that of Druid.
 */
final class OrcValues {
    private final boolean bytesAreText;

    OrcValues(boolean bytesAreText) {
        this.bytesAreText = bytesAreText;
    }

    /** The columns that Druid takes without being told: plain ones, and lists of plain ones. */
    static Set<String> discoverable(TypeDescription struct) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < struct.getChildren().size(); i++) {
            TypeDescription type = struct.getChildren().get(i);
            boolean list = type.getCategory() == TypeDescription.Category.LIST;
            if ((list ? type.getChildren().get(0) : type).getCategory().isPrimitive()) {
                names.add(struct.getFieldNames().get(i));
            }
        }
        return names;
    }

    /** The value of one row of a column. */
    @Nullable
    Object plain(TypeDescription type, ColumnVector column, int rowOfBatch) {
        int row = column.isRepeating ? 0 : rowOfBatch;
        if (!column.noNulls && column.isNull[row]) {
            return null;
        }
        return switch (type.getCategory()) {
            case BOOLEAN -> ((LongColumnVector) column).vector[row] != 0;
            case BYTE, SHORT, INT, LONG -> ((LongColumnVector) column).vector[row];
            case DATE ->
                IsoTime.format(TimeUnit.DAYS.toMillis(((LongColumnVector) column).vector[row]), ZoneOffset.UTC);
            case TIMESTAMP, TIMESTAMP_INSTANT -> ((TimestampColumnVector) column).getTime(row);
            case FLOAT -> (float) ((DoubleColumnVector) column).vector[row];
            case DOUBLE -> ((DoubleColumnVector) column).vector[row];
            case DECIMAL -> ((DecimalColumnVector) column).vector[row].doubleValue();
            case STRING, CHAR, VARCHAR -> text((BytesColumnVector) column, row);
            case BINARY ->
                bytesAreText ? text((BytesColumnVector) column, row) : bytes((BytesColumnVector) column, row);
            case LIST -> list(type.getChildren().get(0), (ListColumnVector) column, row);
            case MAP -> map(type, (MapColumnVector) column, row);
            case STRUCT -> struct(type, (StructColumnVector) column, row);
            default -> null;
        };
    }

    private static String text(BytesColumnVector column, int row) {
        return new String(column.vector[row], column.start[row], column.length[row], StandardCharsets.UTF_8);
    }

    private static byte[] bytes(BytesColumnVector column, int row) {
        return Arrays.copyOfRange(column.vector[row], column.start[row], column.start[row] + column.length[row]);
    }

    private List<@Nullable Object> list(TypeDescription element, ListColumnVector column, int row) {
        int first = (int) column.offsets[row];
        int length = (int) column.lengths[row];
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = first; i < first + length; i++) {
            list.add(plain(element, column.child, i));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(TypeDescription type, MapColumnVector column, int row) {
        int first = (int) column.offsets[row];
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = first; i < first + (int) column.lengths[row]; i++) {
            map.put(
                    String.valueOf(plain(type.getChildren().get(0), column.keys, i)),
                    plain(type.getChildren().get(1), column.values, i));
        }
        return map;
    }

    private Map<String, @Nullable Object> struct(TypeDescription type, StructColumnVector column, int row) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (int i = 0; i < column.fields.length; i++) {
            fields.put(type.getFieldNames().get(i), plain(type.getChildren().get(i), column.fields[i], row));
        }
        return fields;
    }
}
