package io.isobar.segment.build;

import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import java.io.IOException;

/** Writes a column of serialised objects of one type. */
final class ObjectColumnWriter {
    private final Scratch scratch;

    ObjectColumnWriter(Scratch scratch) {
        this.scratch = scratch;
    }

    /** The column's file. */
    Pieces write(String name, String typeName, ObjectStream objects, int rows) throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "Column [%s]".formatted(name));
        for (int row = 0; row < rows; row++) {
            objects.next();
            if (objects.isNull()) {
                list.addNull();
            } else {
                list.add(objects.bytes(), objects.start(), objects.end() - objects.start());
            }
        }
        return ColumnDescriptor.complex(typeName).add(list.finish(false));
    }
}
