package io.isobar.indexer.input;

import io.isobar.indexer.spec.FlattenSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes a flat row of nested maps and lists, by Druid's flattenSpec. Not thread-safe. */
public final class Flattener {
    private final FieldNames names = new FieldNames();
    private final boolean discover;
    private final Set<String> needed;
    private final Map<String, FieldExtractor> fields = new LinkedHashMap<>();
    private final @Nullable Set<String> roots;
    private final UnaryOperator<@Nullable Object> finish;

    public Flattener(FlattenSpec spec) {
        this(spec, value -> value);
    }

    /**
     * A flattener of values that are not ready yet when paths go through them.
     *
     * @param finish makes of what was found what a field holds
     */
    public Flattener(FlattenSpec spec, UnaryOperator<@Nullable Object> finish) {
        this.finish = finish;
        this.discover = spec.discover();
        this.needed = spec.needed();
        spec.fields().forEach(field -> fields.put(field.name(), FieldExtractor.of(field)));
        this.roots = discover ? null : roots(needed, fields);
    }

    private static @Nullable Set<String> roots(Set<String> needed, Map<String, FieldExtractor> fields) {
        Set<String> roots = new HashSet<>(needed);
        for (FieldExtractor extractor : fields.values()) {
            if (extractor.root().isEmpty()) {
                return null;
            }
            roots.add(extractor.root().get());
        }
        return roots;
    }

    /** The top-level fields that matter; empty if all do. A reader may leave the others out. */
    public Optional<Set<String>> roots() {
        return Optional.ofNullable(roots);
    }

    /** Whether this top-level field matters. */
    boolean reads(String name) {
        return roots == null || roots.contains(name);
    }

    /** Whether top-level fields are all there is: then {@link #add} makes a row as quickly as its fields come. */
    boolean takesTopLevelOnly() {
        return fields.isEmpty();
    }

    /** A row to {@link #add} fields to. */
    Row newRow() {
        return new Row(names);
    }

    /**
     * Adds a top-level field, if it matters; a later one of the same name replaces it.
     *
     * @param previous what was returned for the field before, or -1 for the first
     * @return the number of the field, or {@code previous} if it doesn't matter
     */
    int add(Row row, int previous, String name, @Nullable Object value) {
        if (!needed.contains(name) && !(discover && isFlat(value))) {
            row.set(name, null);
            return previous;
        }
        int slot = names.slotAfter(previous, name);
        row.set(slot, flat(value));
        return slot;
    }

    /** A row of what is in the maps and lists; plain values and lists of plain values are discovered. */
    public Row flatten(Map<String, ? extends @Nullable Object> nested) throws BadRowException {
        return flatten(nested, name -> isFlat(nested.get(name)));
    }

    /**
     * A row of what is in the maps and lists.
     *
     * @param discoverable whether a top-level field is a field of the row even if nothing names it
     */
    public Row flatten(Map<String, ? extends @Nullable Object> nested, Predicate<String> discoverable)
            throws BadRowException {
        Row row = new Row(names);
        int slot = -1;
        for (Map.Entry<String, ? extends @Nullable Object> field : nested.entrySet()) {
            String name = field.getKey();
            if (needed.contains(name) || (discover && discoverable.test(name))) {
                slot = names.slotAfter(slot, name);
                row.set(slot, flat(finish.apply(field.getValue())));
            }
        }
        for (Map.Entry<String, FieldExtractor> field : fields.entrySet()) {
            row.set(field.getKey(), flat(finish.apply(field.getValue().from(nested))));
        }
        return row;
    }

    private static boolean isFlat(@Nullable Object value) {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map || element instanceof List) {
                    return false;
                }
            }
        }
        return !(value instanceof Map);
    }

    /** A plain value, or a list of plain values; what is nested deeper becomes the text that Druid makes of it. */
    private static @Nullable Object flat(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return plain(value);
        }
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        for (Object element : list) {
            plain.add(plain(element instanceof WrappedValue wrapped ? wrapped.value() : element));
        }
        return plain;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map || value instanceof List) {
            return NestedText.of(value);
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        return value instanceof Integer whole ? (Object) whole.longValue() : value;
    }
}
