package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.mapred.MapTask;

/** Hadoop's collector of map output, which spills after the mapper has returned: a failure then is written down too. */
final class TellingCollector<K, V> extends MapTask.MapOutputBuffer<K, V> {
    private Context context = new Context(null, null, null);

    @Override
    public void init(Context given) throws IOException, ClassNotFoundException {
        context = given;
        super.init(given);
    }

    @Override
    public void flush() throws IOException, ClassNotFoundException, InterruptedException {
        try {
            super.flush();
        } catch (IOException | Error e) {
            // an Error too: the local file system throws FSError when the disk is full
            throw TaskFailure.record(
                    e, context.getJobConf(), context.getMapTask().getTaskID());
        }
    }
}
