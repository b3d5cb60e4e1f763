package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.partition.RowSample;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowKey;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;

/** Emits time and dimensions of each row, so that those which roll up meet; the bucket of the key is nothing yet. */
final class GroupMapper extends RowMapper<BytesWritable, NullWritable> {
    private static final int NO_BUCKET = 0;

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        return new Emitter(stage, dataset, badRows, context);
    }

    private static final class Emitter implements RowSink {
        private final Context context;
        private final ChunkRows chunks;
        private final RowSample sample;
        private final RowProcessor processor;
        private final RowKey rowKey;
        private final ByteSink bytes = new ByteSink();
        private final BytesWritable key = new BytesWritable();

        Emitter(StageConf stage, int dataset, BadRows badRows, Context context) {
            IngestionSpec spec = stage.spec();
            this.context = context;
            this.chunks = new ChunkRows(spec, stage.buckets());
            this.sample = RangeSurvey.sample(spec);
            this.rowKey = new RowKey(spec.dimensions().listed());
            this.processor =
                    new RowProcessor(stage.rowSpec(dataset), chunks::wants, badRows, new OutcomeCounters(context));
        }

        @Override
        public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
            BuildRow built = processor.process(row, position);
            if (built == null) {
                return;
            }
            BuildRow shaped = chunks.shape(built);
            if (sample.picks(shaped)
                    || sample.tells(chunks.chunkOf(built.timestamp()).start(), shaped)) {
                rowKey.write(NO_BUCKET, shaped, bytes.clear());
                key.set(bytes.array(), 0, bytes.size());
                context.write(key, NullWritable.get());
            }
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            processor.unparseable(problem, position);
        }
    }
}
