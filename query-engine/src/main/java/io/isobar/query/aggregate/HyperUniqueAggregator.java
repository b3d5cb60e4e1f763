package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.error.QueryException;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.hll.HyperLogLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Approximate count of distinct values, from a column of Druid's {@code hyperUnique} sketches.
 *
 * @param name what the answer calls it
 * @param column the column of sketches
 * @param round whether the answer is a whole number
 */
record HyperUniqueAggregator(String name, String column, boolean round) implements Aggregator {
    /** Above the size of a dense sketch with its header. */
    private static final int MAX_SKETCH_BYTES = 1 << 14;

    @Override
    public AggregateState newState() {
        return new Sketches(round);
    }

    @Override
    public Accumulator accumulator(BatchColumns columns, AggregateState into) {
        Sketches sketches = (Sketches) into;
        Column stored = columns.stored(column).orElse(null);
        if (stored == null && columns.virtual(column) == null) {
            return rows -> {};
        }
        if (stored instanceof ComplexColumn complex && complex.typeName().equals("hyperUnique")) {
            return rows -> sketches.add(rows, complex);
        }
        throw new QueryException(
                QueryException.Category.UNSUPPORTED,
                "Aggregator [%s] needs a column of [hyperUnique] sketches, but [%s] holds something else"
                        .formatted(name, column));
    }

    private static final class Sketches extends AggregateState {
        private final boolean round;
        private @Nullable HyperLogLog[] sketches = new HyperLogLog[1];

        Sketches(boolean round) {
            this.round = round;
        }

        void add(GroupedRows rows, ComplexColumn column) {
            int[] batchRows = rows.batch().rows();
            for (int i = 0; i < rows.count(); i++) {
                ByteBuffer sketch = column.value(batchRows[rows.positions()[i]]);
                if (sketch.hasRemaining()) {
                    fold(rows.singleGroup() >= 0 ? rows.singleGroup() : rows.groups()[i], sketch);
                }
            }
        }

        private void fold(int group, ByteBuffer sketch) {
            HyperLogLog total = sketches[group];
            if (total == null) {
                total = new HyperLogLog();
                sketches[group] = total;
            }
            total.fold(sketch);
        }

        @Override
        public void grow(int groups) {
            if (groups > sketches.length) {
                sketches = Arrays.copyOf(sketches, Math.max(groups, sketches.length * 2));
            }
        }

        @Override
        public void merge(int group, AggregateState from, int fromGroup) {
            HyperLogLog other = ((Sketches) from).sketches[fromGroup];
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
}
