package io.isobar.indexer.partition;

import io.isobar.segment.hll.HyperLogLog;
import java.nio.ByteBuffer;

/**
 * How many rows a part of the input has before and after rollup. The rows after it are estimated by a sketch of their keys, as
 * Druid does, or, where nothing rolls up, counted. Estimates of parts can be put together in any order.
 *
 * <p>Serialised: rows before rollup (long, big-endian), then the sketch, if there is one.
 */
public final class RowEstimate {
    private final HyperLogLog keys = new HyperLogLog();
    private long rows;
    private boolean sketched;

    /** Counts a row in that never becomes one with another. */
    public void add() {
        rows++;
    }

    /** Counts a row in that becomes one with those of an equal key. */
    public void add(byte[] key) {
        rows++;
        sketched = true;
        keys.add(key);
    }

    /** Adds what {@link #toBytes} wrote of other rows. */
    public void fold(byte[] bytes, int length) {
        rows += ByteBuffer.wrap(bytes).getLong(0);
        if (length > Long.BYTES) {
            sketched = true;
            keys.fold(ByteBuffer.wrap(bytes, Long.BYTES, length - Long.BYTES).slice());
        }
    }

    public byte[] toBytes() {
        byte[] sketch = sketched ? keys.toBytes() : new byte[0];
        return ByteBuffer.allocate(Long.BYTES + sketch.length)
                .putLong(rows)
                .put(sketch)
                .array();
    }

    /** Rows before rollup. */
    public long input() {
        return rows;
    }

    /** Rows after rollup; not more than before it. */
    public long stored() {
        return sketched ? Math.min(rows, Math.round(keys.estimate())) : rows;
    }
}
