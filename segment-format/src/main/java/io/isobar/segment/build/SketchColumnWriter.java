package io.isobar.segment.build;

import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a column of serialised objects of one type. */
final class SketchColumnWriter implements ColumnWriter {
    private final String typeName;
    private final GenericIndexedWriter objects;
    private boolean allNull = true;

    SketchColumnWriter(Scratch scratch, String name, String typeName) {
        this.typeName = typeName;
        this.objects = new GenericIndexedWriter(scratch, "Column [%s]".formatted(name));
    }

    @Override
    public void add(@Nullable Object value) throws IOException {
        if (value == null) {
            objects.addNull();
        } else {
            objects.add((byte[]) value);
            allNull = false;
        }
    }

    @Override
    public boolean allNull() {
        return allNull;
    }

    @Override
    public Pieces finish() throws IOException {
        return ColumnDescriptor.complex(typeName).add(objects.finish(false));
    }
}
