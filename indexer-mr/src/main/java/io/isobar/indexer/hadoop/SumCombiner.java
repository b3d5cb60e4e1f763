package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Reducer;

/** Adds the counts of a key. */
final class SumCombiner extends Reducer<BytesWritable, LongWritable, BytesWritable, LongWritable> {
    @Override
    protected void reduce(BytesWritable key, Iterable<LongWritable> values, Context context)
            throws IOException, InterruptedException {
        context.write(key, new LongWritable(sum(values)));
    }

    static long sum(Iterable<LongWritable> values) {
        long sum = 0;
        for (LongWritable value : values) {
            sum += value.get();
        }
        return sum;
    }
}
