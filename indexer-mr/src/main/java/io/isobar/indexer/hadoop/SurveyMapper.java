package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.GroupKeyHash;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.RowShape;
import io.isobar.segment.hll.HyperLogLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;

/**
 * Looks at all rows before any is written: which fields there are, which chunks, and about how many rows each chunk has after
 * rollup. Emits at its end; a key is {@code field:<name>} or {@code chunk:<interval>}, a value a sketch.
 */
final class SurveyMapper extends RowMapper<Text, BytesWritable> {
    static final String FIELD = "field:";
    static final String CHUNK = "chunk:";

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        IngestionSpec spec = stage.spec();
        return spec.dimensions().discovers()
                ? new Fields(badRows, context)
                : new Chunks(stage, spec, dataset, badRows, context);
    }

    private static final class Fields implements RowSink {
        private final Set<String> names = new TreeSet<>();
        private final BadRows badRows;
        private final Context context;

        Fields(BadRows badRows, Context context) {
            this.badRows = badRows;
            this.context = context;
        }

        @Override
        public void accept(Row row, RowPosition position) {
            names.addAll(row.fields().keySet());
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            badRows.add(problem.at(position));
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            for (String name : names) {
                context.write(new Text(FIELD + name), new BytesWritable());
            }
        }
    }

    private static final class Chunks implements RowSink {
        private final IngestionSpec spec;
        private final Optional<BucketPlan> known;
        private final RowProcessor processor;
        private final GroupKeyHash hash;
        private final Map<Interval, Chunk> chunks = new HashMap<>();
        private final Context context;

        private record Chunk(RowShape shape, HyperLogLog sketch) {}

        Chunks(StageConf stage, IngestionSpec spec, int dataset, BadRows badRows, Context context) {
            this.spec = spec;
            this.known = stage.buckets();
            this.context = context;
            this.hash = new GroupKeyHash(spec.dimensions().listed(), List.of());
            this.processor = new RowProcessor(
                    stage.rowSpec(dataset),
                    time -> known.isEmpty() || known.get().chunkAt(time) != BucketPlan.NONE,
                    badRows,
                    outcome -> context.getCounter(outcome).increment(1));
        }

        @Override
        public void accept(Row row, RowPosition position) throws IOException {
            BuildRow built = processor.process(row, position);
            if (built != null) {
                Chunk chunk = chunks.computeIfAbsent(
                        chunkOf(built.timestamp()),
                        interval -> new Chunk(new RowShape(spec.toSegmentSpec(interval)), new HyperLogLog()));
                chunk.sketch().add(hash.groupKey(chunk.shape().shape(built)));
            }
        }

        private Interval chunkOf(long time) {
            return known.map(plan -> plan.chunks().get(plan.chunkAt(time)).interval())
                    .orElseGet(() -> spec.granularity().chunkOf(time));
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            processor.unparseable(problem, position);
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            for (Map.Entry<Interval, Chunk> chunk : chunks.entrySet()) {
                byte[] sketch = chunk.getValue().sketch().toBytes();
                context.write(new Text(CHUNK + chunk.getKey()), new BytesWritable(sketch));
            }
        }
    }
}
