package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Mapper;

/** Hands on what an earlier job counted, and counts what it reads. */
final class CountedMapper extends Mapper<BytesWritable, LongWritable, BytesWritable, LongWritable> {
    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            Counter read = context.getCounter(RunCounter.ROWS_READ);
            while (context.nextKeyValue()) {
                read.increment(1);
                context.write(context.getCurrentKey(), context.getCurrentValue());
            }
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }
}
