package io.isobar.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory but off the heap, so that the heap that a contender needs is its own. Strings are made once, when the
 * table is opened, and shared by all rows. Safe for many threads.
 *
 * <p>The file, big-endian:
 *
 * <pre>
 *  int32 rows | int32 columns | per column:
 *    int32 length, UTF-8 name
 *    int8  type: 0 strings, 1 longs, 2 doubles
 *    of strings: int32 n | n * (int32 length, UTF-8) | rows * int32 position in these, -1 for null
 *    of longs, doubles: rows * eight bytes
 * </pre>
 *
 * The column {@code __time} is one of longs.
 */
public final class RowTable {
    static final byte STRINGS = 0;
    static final byte LONGS = 1;
    static final byte DOUBLES = 2;

    private final int rows;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private RowTable(ByteBuffer file) {
        rows = file.getInt();
        int count = file.getInt();
        for (int i = 0; i < count; i++) {
            String name = text(file);
            byte type = file.get();
            String[] values = new String[type == STRINGS ? file.getInt() : 0];
            for (int v = 0; v < values.length; v++) {
                values[v] = text(file);
            }
            int bytes = rows * (type == STRINGS ? Integer.BYTES : Long.BYTES);
            columns.put(name, new Column(type, values, file.slice(file.position(), bytes)));
            file.position(file.position() + bytes);
        }
    }

    /** Maps the file. */
    public static RowTable open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new RowTable(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** The names of its columns. */
    public List<String> names() {
        return new ArrayList<>(columns.keySet());
    }

    /** The column of a name. */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("No column [%s]: there are %s".formatted(name, columns.keySet()));
        }
        return column;
    }

    /** One column. */
    public static final class Column {
        private final byte type;
        private final String[] values;
        private final ByteBuffer data;

        private Column(byte type, String[] values, ByteBuffer data) {
            this.type = type;
            this.values = values;
            this.data = data;
        }

        /** A row's value: null, {@code String}, {@code Long} or {@code Double}. */
        public @Nullable Object value(int row) {
            if (type == STRINGS) {
                int position = data.getInt(row * Integer.BYTES);
                return position < 0 ? null : values[position];
            }
            return type == LONGS ? (Object) number(row) : Double.valueOf(data.getDouble(row * Long.BYTES));
        }

        /** A row's value in a column of longs. */
        public long number(int row) {
            return data.getLong(row * Long.BYTES);
        }
    }
}
