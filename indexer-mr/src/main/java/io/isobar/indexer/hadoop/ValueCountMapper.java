package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.partition.RowSample;
import io.isobar.indexer.partition.ValueCounts;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;

/** Counts the values of the rows of the input, where each is a row of a segment. */
final class ValueCountMapper extends RowMapper<BytesWritable, LongWritable> {
    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        return new Counter(stage, dataset, badRows, context);
    }

    private static final class Counter implements RowSink {
        private final ChunkRows chunks;
        private final RowSample sample;
        private final ValueCounts counts;
        private final RowProcessor processor;

        Counter(StageConf stage, int dataset, BadRows badRows, Context context) {
            IngestionSpec spec = stage.spec();
            this.chunks = new ChunkRows(spec, stage.buckets());
            this.sample = RangeSurvey.sample(spec);
            this.counts = RangeSurvey.counts(spec, context::write);
            this.processor =
                    new RowProcessor(stage.rowSpec(dataset), chunks::wants, badRows, new OutcomeCounters(context));
        }

        @Override
        public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
            BuildRow built = processor.process(row, position);
            if (built != null) {
                BuildRow shaped = chunks.shape(built);
                counts.add(chunks.chunkOf(built.timestamp()).start(), shaped, sample.picks(shaped));
            }
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            processor.unparseable(problem, position);
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            counts.flush();
        }
    }
}
