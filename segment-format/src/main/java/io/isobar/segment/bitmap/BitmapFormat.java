package io.isobar.segment.bitmap;

import io.isobar.segment.smoosh.Region;
import java.nio.ByteBuffer;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/** How row sets are written, by the type that Druid's {@code bitmapSerdeFactory} has; an empty set has no bytes. */
public enum BitmapFormat {
    /** The portable form of the Roaring libraries; see {@link RoaringBytes}. */
    ROARING("roaring"),
    /** Words of 31 rows and runs of them; see {@link ConciseBitmap}. */
    CONCISE("concise");

    private final String typeName;

    BitmapFormat(String typeName) {
        this.typeName = typeName;
    }

    /** Druid's name. */
    public String typeName() {
        return typeName;
    }

    /**
     * The set in all of {@code bytes}, none of whose rows is {@code rows} or more. Roaring is used where it lies.
     *
     * @param checked whether these bytes were read before, so that they need not be checked again
     */
    public ImmutableRoaringBitmap read(Region bytes, int rows, boolean checked) {
        if (bytes.size() == 0) {
            return new MutableRoaringBitmap();
        }
        if (this == CONCISE) {
            return ConciseBitmap.decode(bytes, rows);
        }
        if (!checked) {
            RoaringBytes.check(bytes, rows);
        }
        return new ImmutableRoaringBitmap(bytes.bytes());
    }

    /** The bytes of a set, which may be changed to a more compact form; none for an empty one. */
    public byte[] write(MutableRoaringBitmap rows) {
        if (rows.isEmpty()) {
            return new byte[0];
        }
        if (this == CONCISE) {
            return ConciseBitmap.encode(rows);
        }
        rows.runOptimize();
        ByteBuffer bytes = ByteBuffer.allocate(rows.serializedSizeInBytes());
        rows.serialize(bytes);
        return bytes.array();
    }
}
