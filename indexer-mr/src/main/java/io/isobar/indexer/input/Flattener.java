package io.isobar.indexer.input;

import io.isobar.indexer.spec.InputFormatSpec.FlattenSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a flat row of nested maps and lists, by Druid's flattenSpec. */
public final class Flattener {
    private final boolean discover;
    private final Map<String, FieldPath> fields = new LinkedHashMap<>();

    public Flattener(FlattenSpec spec) {
        this.discover = spec.discover();
        for (FlattenSpec.Field field : spec.fields()) {
            fields.put(
                    field.name(),
                    field.path() ? FieldPath.parse(field.expression()) : FieldPath.root(field.expression()));
        }
    }

    public Row flatten(Map<String, ? extends @Nullable Object> nested) {
        Row row = new Row();
        if (discover) {
            nested.forEach((name, value) -> row.set(name, flat(value)));
        }
        fields.forEach((name, path) -> row.set(name, flat(path.in(nested))));
        return row;
    }

    /** A plain value, or a list of plain values; what is nested deeper is no value of a field. */
    private static @Nullable Object flat(@Nullable Object value) {
        if (value instanceof Map) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> plain = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Map || element instanceof List) {
                return null;
            }
            plain.add(element);
        }
        return plain;
    }
}
