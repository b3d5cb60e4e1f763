package io.isobar.segment.column;

import io.isobar.segment.codec.PackedInts;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A column of arrays, or of arrays and scalars: an id per row. */
final class ArrayColumn implements NestedColumn {
    private final String name;
    private final String typeName;
    private final PackedInts ids;
    private final GlobalDictionary values;
    private final OpenGuard guard;
    /** A reader that nobody uses, with its block still decoded. */
    private final AtomicReference<PackedInts.Reader> idle = new AtomicReference<>();

    ArrayColumn(String name, String typeName, PackedInts ids, GlobalDictionary values, OpenGuard guard) {
        this.name = name;
        this.typeName = typeName;
        this.ids = ids;
        this.values = values;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rows() {
        return ids.size();
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public @Nullable Object value(int row) {
        guard.check();
        Objects.checkIndex(row, rows());
        PackedInts.Reader reader = idle.getAndSet(null);
        if (reader == null) {
            reader = ids.reader();
        }
        int id = reader.at(row);
        idle.set(reader);
        return values.value(id);
    }
}
