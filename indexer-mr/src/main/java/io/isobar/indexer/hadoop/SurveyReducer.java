package io.isobar.indexer.hadoop;

import io.isobar.segment.hll.HyperLogLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Adds up what the map tasks saw: a line per field or chunk, with the estimated number of rows. */
final class SurveyReducer extends Reducer<Text, BytesWritable, Text, Text> {
    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            while (context.nextKey()) {
                HyperLogLog sketch = new HyperLogLog();
                for (BytesWritable value : context.getValues()) {
                    if (value.getLength() > 0) {
                        sketch.fold(ByteBuffer.wrap(value.getBytes(), 0, value.getLength())
                                .slice());
                    }
                }
                context.write(context.getCurrentKey(), new Text(Double.toString(sketch.estimate())));
            }
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }
}
