package io.isobar.segment.dictionary;

import io.isobar.segment.codec.GenericIndexed;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Values one by one in a {@link GenericIndexed}, as UTF-8 and in ascending order. The first may be null: one of no bytes with
 * the marker -1; with another marker it is the empty string.
 */
public final class PlainDictionary implements Dictionary {
    private final GenericIndexed values;
    private final boolean hasNull;

    /** The dictionary that a list is. */
    public PlainDictionary(GenericIndexed values) {
        this.values = values;
        this.hasNull = values.size() > 0 && values.isNull(0);
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public boolean hasNull() {
        return hasNull;
    }

    @Override
    public @Nullable ByteBuffer utf8(int id) {
        return hasNull && id == 0 ? null : values.value(id);
    }

    @Override
    public int idOf(byte[] utf8) {
        int low = hasNull ? 1 : 0;
        int high = values.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int end = values.end(middle);
            int order = Utf16Order.compare(values.region(middle).bytes(), values.start(middle), end, utf8);
            if (order < 0) {
                low = middle + 1;
            } else if (order > 0) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }
}
