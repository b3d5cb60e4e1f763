package io.isobar.indexer.input;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields, numbered in the order in which they were met. Rows of one source share them, so that a row is an array
 * of values and who asks for a field again and again looks its number up once. Numbers never change. Not thread-safe.
 */
public final class FieldNames {
    private static final int FIRST_SIZE = 16;

    private final Map<String, Integer> slots = new HashMap<>();
    private String[] names = new String[FIRST_SIZE];
    private int size;

    /** The number of a name, a new one if it wasn't met before. */
    public int slot(String name) {
        Integer slot = slots.get(name);
        return slot == null ? add(name) : slot;
    }

    /**
     * As {@link #slot(String)}, quicker if the name is the one that follows {@code previous}, as it is in rows whose fields come
     * in the same order again and again.
     */
    public int slotAfter(int previous, String name) {
        int next = previous + 1;
        return next < size && names[next].equals(name) ? next : slot(name);
    }

    /** The number of a name, or -1 if it wasn't met. */
    int find(String name) {
        Integer slot = slots.get(name);
        return slot == null ? -1 : slot;
    }

    /** The name of this number. */
    String name(int slot) {
        return names[slot];
    }

    int size() {
        return size;
    }

    private int add(String name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size] = name;
        slots.put(name, size);
        return size++;
    }

    /** One field of the rows of whatever source: remembers its number while the source stays the same. */
    static final class Field {
        private final String name;
        private @Nullable FieldNames source;
        private int slot;

        Field(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        @Nullable
        Object of(Row row) {
            if (row.names() != source) {
                source = row.names();
                slot = source.slot(name);
            }
            return row.value(slot);
        }
    }
}
