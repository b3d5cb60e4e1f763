package io.isobar.query.aggregate;

import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.hll.HyperLogLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Approximate counts of distinct values: a sketch per group, none where nothing was counted. */
final class SketchState extends AggregateState {
    /** Above the size of a dense sketch with its header. */
    private static final int MAX_SKETCH_BYTES = 1 << 14;

    private final boolean round;
    private @Nullable HyperLogLog[] sketches = new HyperLogLog[1];

    SketchState(boolean round) {
        this.round = round;
    }

    void add(GroupedRows rows, ComplexColumn column) {
        int[] batchRows = rows.batch().rows();
        for (int i = 0; i < rows.count(); i++) {
            ByteBuffer sketch = column.value(batchRows[rows.positions()[i]]);
            if (sketch.hasRemaining()) {
                fold(rows.group(i), sketch);
            }
        }
    }

    /** Counts in a value by its bytes. */
    void add(int group, byte[] value) {
        sketch(group).add(value);
    }

    private void fold(int group, ByteBuffer sketch) {
        sketch(group).fold(sketch);
    }

    private HyperLogLog sketch(int group) {
        HyperLogLog sketch = sketches[group];
        if (sketch == null) {
            sketch = new HyperLogLog();
            sketches[group] = sketch;
        }
        return sketch;
    }

    @Override
    public void grow(int groups) {
        if (groups > sketches.length) {
            sketches = Arrays.copyOf(sketches, Math.max(groups, sketches.length * 2));
        }
    }

    @Override
    public void merge(int group, AggregateState from, int fromGroup) {
        HyperLogLog other = ((SketchState) from).sketches[fromGroup];
        if (other != null) {
            fold(group, ByteBuffer.wrap(other.toBytes()));
        }
    }

    @Override
    public Object value(int group) {
        double estimate = estimate(group);
        if (round) {
            return Math.round(estimate);
        }
        return estimate;
    }

    @Override
    public int compare(int left, int right) {
        return Double.compare(estimate(left), estimate(right));
    }

    private double estimate(int group) {
        HyperLogLog sketch = sketches[group];
        return sketch == null ? 0 : sketch.estimate();
    }

    @Override
    public void write(int[] groups, int count, WireWriter out) throws IOException {
        for (int i = 0; i < count; i++) {
            HyperLogLog sketch = sketches[groups[i]];
            out.bytes(sketch == null ? new byte[0] : sketch.toBytes());
        }
    }

    @Override
    public void read(int count, WireReader in) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] bytes = in.bytes(MAX_SKETCH_BYTES);
            grow(i + 1);
            if (bytes.length > 0) {
                sketches[i] = sketch(bytes);
            }
        }
        grow(count);
    }

    private static HyperLogLog sketch(byte[] bytes) throws IOException {
        try {
            return HyperLogLog.read(ByteBuffer.wrap(bytes));
        } catch (RuntimeException e) {
            throw new IOException(
                    "Partial result is damaged: a sketch of [%d] bytes can't be read".formatted(bytes.length), e);
        }
    }
}
