package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.RowBuckets;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.EarlyRollup;
import io.isobar.indexer.shuffle.MetricBytes;
import io.isobar.indexer.shuffle.RowKey;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.RowShape;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.io.BytesWritable;
import org.jspecify.annotations.Nullable;

/** Emits each row under its bucket, time and dimensions, with the inputs of its metrics as value. */
final class IndexMapper extends RowMapper<BytesWritable, BytesWritable> {

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        return new Emitter(stage, dataset, badRows, context);
    }

    private static final class Emitter implements RowSink {
        private final Context context;
        private final BucketPlan buckets;
        private final RowProcessor processor;
        private final RowShape[] shapes;
        private final RowBuckets rowBuckets;
        private final RowKey rowKey;
        private final MetricBytes metricBytes;
        private final boolean rollup;
        private final Optional<EarlyRollup> early;
        private final ByteSink keyBytes = new ByteSink();
        private final ByteSink valueBytes = new ByteSink();
        private final BytesWritable key = new BytesWritable();
        private final BytesWritable value = new BytesWritable();

        Emitter(StageConf stage, int dataset, BadRows badRows, Context context) {
            IngestionSpec spec = stage.spec();
            this.context = context;
            this.buckets = stage.buckets().orElseThrow();
            this.processor = new RowProcessor(
                    stage.rowSpec(dataset),
                    time -> buckets.chunkAt(time) != BucketPlan.NONE,
                    badRows,
                    new OutcomeCounters(context));
            this.shapes = buckets.chunks().stream()
                    .map(chunk -> new RowShape(spec.toSegmentSpec(chunk.interval())))
                    .toArray(RowShape[]::new);
            this.rowBuckets = new RowBuckets(buckets, spec.dimensions().listed());
            this.rowKey = new RowKey(spec.dimensions().listed());
            this.metricBytes = new MetricBytes(spec.metrics(), EarlyRollup.appliesTo(spec));
            this.rollup = spec.granularity().rollup();
            this.early = EarlyRollup.appliesTo(spec)
                    ? Optional.of(new EarlyRollup(spec.metrics(), this::emit))
                    : Optional.empty();
        }

        @Override
        public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
            BuildRow built = processor.process(row, position);
            if (built == null) {
                return;
            }
            int chunk = buckets.chunkAt(built.timestamp());
            BuildRow shaped = shapes[chunk].shape(built);
            rowKey.write(rowBuckets.bucket(chunk, shaped), shaped, keyBytes.clear());
            if (early.isPresent()) {
                early.get().add(keyBytes.array(), keyBytes.size(), shaped.metrics());
                return;
            }
            metricBytes.write(1, shaped.metrics(), valueBytes.clear());
            if (!rollup) {
                keyBytes.append(valueBytes.array(), valueBytes.size());
            }
            write(keyBytes.array(), 0, keyBytes.size());
        }

        private void emit(byte[] bytes, int from, int end, long rows, @Nullable Object[] metrics)
                throws IOException, InterruptedException {
            metricBytes.write(rows, metrics, valueBytes.clear());
            write(bytes, from, end);
        }

        private void write(byte[] bytes, int from, int end) throws IOException, InterruptedException {
            key.set(bytes, from, end - from);
            value.set(valueBytes.array(), 0, valueBytes.size());
            context.write(key, value);
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            if (early.isPresent()) {
                early.get().flush();
            }
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            processor.unparseable(problem, position);
        }
    }
}
