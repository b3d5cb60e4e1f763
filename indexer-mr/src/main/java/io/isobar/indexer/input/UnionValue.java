package io.isobar.indexer.input;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of one of several possible types. To a path it is a map with one entry, whose key is the type's name; as a field
 * it is the value alone.
 */
public final class UnionValue extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> byType;
    private final @Nullable Object value;

    public UnionValue(String type, Object value) {
        this.byType = Map.of(type, value);
        this.value = value;
    }

    /** The value alone. */
    @Nullable
    Object value() {
        return value;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return byType.entrySet();
    }
}
