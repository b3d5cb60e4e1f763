package io.isobar.indexer.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one input row by name. A field without a value is absent.
 *
 * <p>Values are {@code String}, {@code Long}, {@code Double}, {@code Float}, {@code BigDecimal}, {@code byte[]}, or a {@code
 * List} of such, with nulls; of the row of a segment or of a group also a {@link StoredObject}. Not thread-safe.
 */
public final class Row {
    private static final int FIRST_SIZE = 8;

    private final FieldNames names;
    private @Nullable Object[] values;

    /** A row with names of its own. */
    public Row() {
        this(new FieldNames());
    }

    /** A row that shares the names of its fields with others. */
    public Row(FieldNames names) {
        this.names = names;
        this.values = new Object[Math.max(names.size(), FIRST_SIZE)];
    }

    private Row(FieldNames names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** A row that changes apart from the other. */
    public static Row copyOf(Row other) {
        return new Row(other.names, other.values.clone());
    }

    public @Nullable Object value(String field) {
        int slot = names.find(field);
        return slot < 0 ? null : value(slot);
    }

    /** The value of the field of this number. */
    @Nullable
    Object value(int slot) {
        return slot < values.length ? values[slot] : null;
    }

    /** Sets a field, or removes it if the value is null. */
    public void set(String field, @Nullable Object value) {
        if (value != null) {
            set(names.slot(field), value);
        } else {
            int slot = names.find(field);
            if (slot >= 0 && slot < values.length) {
                values[slot] = null;
            }
        }
    }

    /** Sets the field of this number in the row's {@link FieldNames}, or removes it. */
    public void set(int slot, @Nullable Object value) {
        if (slot >= values.length) {
            values = Arrays.copyOf(values, Math.max(slot + 1, names.size()));
        }
        values[slot] = value;
    }

    FieldNames names() {
        return names;
    }

    /** All fields that have a value, in the order in which their names were met. */
    public void forEach(BiConsumer<String, Object> action) {
        for (int i = 0; i < Math.min(values.length, names.size()); i++) {
            Object value = values[i];
            if (value != null) {
                action.accept(names.name(i), value);
            }
        }
    }

    /** The fields of {@link #forEach}, as they are now. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        forEach(fields::put);
        return Collections.unmodifiableMap(fields);
    }

    /** The text of a plain value, as a string dimension has it. */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return java.util.Base64.getEncoder().encodeToString(bytes);
        }
        return value == null ? null : value.toString();
    }

    /** The one value of a field that may hold a list: null for none or several. */
    static @Nullable Object single(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.size() == 1 ? list.get(0) : null;
        }
        return value;
    }

    @Override
    public String toString() {
        List<String> present = new ArrayList<>();
        forEach((name, value) -> present.add(name));
        return present.toString(); // names only: the data of rows goes to the bad-rows file alone
    }
}
