package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.shuffle.EarlyRollup;
import io.isobar.indexer.shuffle.MetricBytes;
import io.isobar.indexer.shuffle.RowKey;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SortedSegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Streams the rows of each bucket, which come sorted, into a segment, stores it under its hash, and emits a description. As
 * many threads write columns as the task was given processors.
 *
 * <p>A task that is tried again, or twice at once, writes the same bytes to the same names.
 */
final class IndexReducer extends Reducer<BytesWritable, BytesWritable, NullWritable, Text> {

    @Override
    @SuppressWarnings("try") // the timer only needs to be there
    public void run(Context context) throws IOException, InterruptedException {
        Configuration conf = context.getConfiguration();
        Path parent = Files.createDirectories(StageConf.scratch(conf));
        try (ScratchDirectory scratch = new ScratchDirectory(parent);
                KeepAlive alive = new KeepAlive(context::progress)) {
            build(StageConf.read(conf), scratch, context);
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private static void build(StageConf stage, ScratchDirectory scratch, Context context)
            throws IOException, InterruptedException {
        IngestionSpec spec = stage.spec();
        BucketPlan buckets = stage.buckets().orElseThrow();
        int threads = context.getConfiguration().getInt(MRJobConfig.REDUCE_CPU_VCORES, 1);
        RowKey rowKey = new RowKey(spec.dimensions().listed());
        MetricBytes metricBytes = new MetricBytes(spec.metrics(), EarlyRollup.appliesTo(spec));
        try (SegmentPublisher publisher = new SegmentPublisher(stage.store(), context.getConfiguration(), scratch)) {
            boolean more = context.nextKey();
            while (more) {
                int number = RowKey.bucket(context.getCurrentKey().getBytes());
                BucketPlan.Bucket bucket = buckets.at(number);
                Path work = scratch.fresh("bucket-" + number);
                Path segment = scratch.fresh("segment-" + number);
                SegmentSummary summary;
                long rowsIn = 0;
                try (SortedSegmentWriter writer = new SortedSegmentWriter(
                        spec.toSegmentSpec(bucket.chunk().interval()), work, threads)) {
                    while (more && RowKey.bucket(context.getCurrentKey().getBytes()) == number) {
                        for (BytesWritable value : context.getValues()) {
                            BytesWritable key = context.getCurrentKey();
                            Object[] metrics = metricBytes.read(value.getBytes(), value.getLength());
                            rowsIn += metricBytes.rows();
                            writer.addShaped(rowKey.read(key.getBytes(), key.getLength(), metrics));
                        }
                        more = context.nextKey();
                    }
                    summary = writer.writeTo(segment);
                }
                BuiltSegment built = publisher.publish(segment, bucket, summary, rowsIn);
                context.getCounter(RunCounter.ROWS_WRITTEN).increment(summary.rows());
                context.write(NullWritable.get(), new Text(built.toJson()));
                scratch.remove(work);
                scratch.remove(segment);
            }
        }
    }
}
