package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.RowEstimate;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Adds up what the map tasks saw: a line per field, or per hash bucket with the estimated number of rows after rollup. */
final class SurveyReducer extends Reducer<Text, BytesWritable, Text, Text> {
    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            while (context.nextKey()) {
                RowEstimate estimate = new RowEstimate();
                for (BytesWritable value : context.getValues()) {
                    if (value.getLength() > 0) {
                        estimate.fold(value.getBytes(), value.getLength());
                    }
                }
                context.write(context.getCurrentKey(), new Text(Long.toString(estimate.stored())));
            }
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }
}
