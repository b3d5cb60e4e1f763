package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.RowSample;
import io.isobar.indexer.partition.ValueCounts;
import io.isobar.indexer.shuffle.RowKey;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Reducer;

/** Counts the values of the rows that are left after rollup. The counts are partial: other tasks have rows of a value, too. */
final class GroupReducer extends Reducer<BytesWritable, NullWritable, BytesWritable, LongWritable> {
    private static final Object[] NO_METRICS = {};

    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            count(StageConf.read(context.getConfiguration()), context);
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private static void count(StageConf stage, Context context) throws IOException, InterruptedException {
        IngestionSpec spec = stage.spec();
        ChunkRows chunks = new ChunkRows(spec, stage.buckets());
        RowSample sample = RangeSurvey.sample(spec);
        RowKey rowKey = new RowKey(spec.dimensions().listed());
        ValueCounts counts = RangeSurvey.counts(spec, context::write);
        while (context.nextKey()) {
            BytesWritable key = context.getCurrentKey();
            BuildRow row = rowKey.read(key.getBytes(), key.getLength(), NO_METRICS);
            counts.add(chunks.chunkOf(row.timestamp()).start(), row, sample.picks(row));
            context.getCounter(RunCounter.ROWS_WRITTEN).increment(1);
        }
        counts.flush();
    }
}
