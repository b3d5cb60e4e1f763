package io.isobar.segment.column;

import io.isobar.segment.codec.CompressedObjects;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** A column of opaque objects that are compressed in blocks. */
final class CompressedObjectColumn implements ComplexColumn {
    private final String name;
    private final String typeName;
    private final CompressedObjects objects;
    private final ImmutableRoaringBitmap nulls;
    private final OpenGuard guard;

    CompressedObjectColumn(
            String name, String typeName, CompressedObjects objects, ImmutableRoaringBitmap nulls, OpenGuard guard) {
        this.name = name;
        this.typeName = typeName;
        this.objects = objects;
        this.nulls = nulls;
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
        Objects.checkIndex(row, rows());
        return ByteBuffer.wrap(nulls.contains(row) ? new byte[0] : objects.object(row))
                .asReadOnlyBuffer();
    }
}
