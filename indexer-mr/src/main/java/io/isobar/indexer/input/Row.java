package io.isobar.indexer.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one input row by name. A field without a value is absent.
 *
 * <p>Values are {@code String}, {@code Long}, {@code Double}, {@code Float}, {@code byte[]}, or a {@code List} of such, with
 * nulls; of a segment's row also a {@link StoredObject}. Not thread-safe.
 */
public final class Row {
    private final Map<String, Object> fields;

    public Row() {
        this.fields = new LinkedHashMap<>();
    }

    /** A row that changes apart from the other. */
    public static Row copyOf(Row other) {
        Row copy = new Row();
        copy.fields.putAll(other.fields);
        return copy;
    }

    public @Nullable Object value(String field) {
        return fields.get(field);
    }

    /** Sets a field, or removes it if the value is null. */
    public void set(String field, @Nullable Object value) {
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }

    /** All fields that have a value, in the order in which they were set. */
    public Map<String, Object> fields() {
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
        return fields.keySet().toString(); // names only: the data of rows goes to the bad-rows file alone
    }
}
