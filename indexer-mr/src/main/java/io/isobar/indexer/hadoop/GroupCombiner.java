package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Reducer;

/** Emits each key once. */
final class GroupCombiner extends Reducer<BytesWritable, NullWritable, BytesWritable, NullWritable> {
    @Override
    protected void reduce(BytesWritable key, Iterable<NullWritable> values, Context context)
            throws IOException, InterruptedException {
        context.write(key, NullWritable.get());
    }
}
