package io.isobar.segment.column;

import io.isobar.segment.codec.GenericIndexed;
import io.isobar.segment.codec.ObjectBytes;
import java.nio.ByteBuffer;

/** A column of opaque objects, one in a list for each row. */
public final class ObjectColumn implements ComplexColumn {
    private final String name;
    private final String typeName;
    private final GenericIndexed objects;
    private final OpenGuard guard;

    /** A column of the objects of a list, as many as it has rows. */
    public ObjectColumn(String name, String typeName, GenericIndexed objects, OpenGuard guard) {
        this.name = name;
        this.typeName = typeName;
        this.objects = objects;
        this.guard = guard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rows() {
        return objects.size();
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public ByteBuffer value(int row) {
        guard.check();
        return objects.value(row);
    }

    @Override
    public int values(int firstRow, int count, ObjectBytes into) {
        guard.check();
        return objects.read(firstRow, count, into);
    }

    @Override
    public int values(int[] rows, int from, int to, ObjectBytes into) {
        guard.check();
        return objects.read(rows, from, to, into);
    }
}
