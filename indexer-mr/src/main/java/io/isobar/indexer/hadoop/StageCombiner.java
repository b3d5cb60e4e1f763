package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.KeyedStage;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Reducer;

/** Makes the rows of one key fewer before they are sent, if the stage can do that. */
final class StageCombiner extends Reducer<BytesWritable, BytesWritable, BytesWritable, BytesWritable> {

    @Override
    public void run(Context context) throws IOException, InterruptedException {
        KeyedStage stage = StageConf.read(context.getConfiguration())
                .shuffle()
                .orElseThrow()
                .logic();
        StoredRow value = new StoredRow();
        BytesWritable key = new BytesWritable();
        KeyedStage.Groups groups =
                stage.openCombine(row -> context.write(key, value.of(row))).orElseThrow();
        while (context.nextKey()) {
            key.set(context.getCurrentKey());
            int side = StageKey.side(key.getBytes(), key.getLength());
            for (BytesWritable row : context.getValues()) {
                groups.add(side, value.read(row));
            }
            groups.end();
        }
    }
}
