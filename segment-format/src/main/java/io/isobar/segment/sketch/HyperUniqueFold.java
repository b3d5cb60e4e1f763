package io.isobar.segment.sketch;

import io.isobar.segment.hll.HyperLogLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts distinct values; the bytes are those of {@link HyperLogLog}, of a row's input too. */
final class HyperUniqueFold implements ComplexFold {
    private final HyperLogLog sketch = new HyperLogLog();
    private final HyperLogLog ofRow = new HyperLogLog();

    @Override
    public byte @Nullable [] encode(long time, @Nullable Object input) {
        if (input == null) {
            return null;
        }
        if (input instanceof byte[] bytes) {
            ofRow.clear();
            ofRow.fold(bytes, 0, bytes.length);
            return bytes.length == 0 ? null : bytes;
        }
        if (!(input instanceof List<?> values)) {
            return HyperLogLog.bytesOf(utf8(input));
        }
        ofRow.clear();
        for (Object value : values) {
            if (value != null) {
                ofRow.add(utf8(value));
            }
        }
        return ofRow.isEmpty() ? null : ofRow.toBytes();
    }

    private static byte[] utf8(Object value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public void fold(byte[] bytes, int start, int length) {
        sketch.fold(bytes, start, length);
    }

    @Override
    public byte @Nullable [] take() {
        if (sketch.isEmpty()) {
            return null;
        }
        byte[] result = sketch.toBytes();
        sketch.clear();
        return result;
    }
}
