package io.isobar.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects rows and writes them as a {@link RowTable}. */
public final class RowTableWriter {
    private final List<Column> columns = new ArrayList<>();
    private int rows;

    /** A column of strings. */
    public RowTableWriter strings(String name) {
        return column(name, RowTable.STRINGS);
    }

    /** A column of longs; {@code __time} is one. */
    public RowTableWriter longs(String name) {
        return column(name, RowTable.LONGS);
    }

    /** A column of doubles. */
    public RowTableWriter doubles(String name) {
        return column(name, RowTable.DOUBLES);
    }

    private RowTableWriter column(String name, byte type) {
        columns.add(new Column(name, type));
        return this;
    }

    /** Adds a row: per column a value of its type; only strings may be null. */
    public void add(@Nullable Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            columns.get(i).add(values[i]);
        }
        rows++;
    }

    /** Writes all rows. */
    public void writeTo(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(rows);
            out.writeInt(columns.size());
            for (Column column : columns) {
                column.writeTo(out);
            }
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static final class Column {
        private final String name;
        private final byte type;
        private final Map<String, Integer> positions = new LinkedHashMap<>();
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(data);

        Column(String name, byte type) {
            this.name = name;
            this.type = type;
        }

        void add(@Nullable Object value) throws IOException {
            if (type == RowTable.STRINGS) {
                out.writeInt(value == null ? -1 : positions.computeIfAbsent((String) value, v -> positions.size()));
            } else if (type == RowTable.LONGS && value != null) {
                out.writeLong((Long) value);
            } else if (value != null) {
                out.writeDouble((Double) value);
            } else {
                throw new IllegalArgumentException("A number of column [%s] is null".formatted(name));
            }
        }

        void writeTo(DataOutputStream to) throws IOException {
            text(to, name);
            to.writeByte(type);
            if (type == RowTable.STRINGS) {
                to.writeInt(positions.size());
                for (String value : positions.keySet()) {
                    text(to, value);
                }
            }
            data.writeTo(to);
        }
    }
}
