package io.isobar.indexer.input;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that a path finds under a name, but that among the values of a list stands for itself: what alone a group holds, or
 * one of several possible types, under the type's name.
 */
public final class WrappedValue extends AbstractMap<String, @Nullable Object> {
    private final Map<String, @Nullable Object> byName;
    private final @Nullable Object value;

    /** Wraps a value, which paths find under {@code name}. */
    public WrappedValue(String name, @Nullable Object value) {
        this.byName = Collections.singletonMap(name, value);
        this.value = value;
    }

    /** The value alone. */
    @Nullable
    Object value() {
        return value;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return byName.entrySet();
    }
}
