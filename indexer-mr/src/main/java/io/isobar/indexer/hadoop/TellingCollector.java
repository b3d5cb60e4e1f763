package io.isobar.indexer.hadoop;

import java.io.IOException;
import org.apache.hadoop.mapred.MapOutputCollector;
import org.apache.hadoop.mapred.MapTask;
import org.jspecify.annotations.Nullable;

/**
 * Collects map output: by {@link SortingCollector} what that can do, everything else by Hadoop's own collector. Both are
 * started before the mapper, and spill after it has returned: a failure then is written down too.
 */
final class TellingCollector<K, V> implements MapOutputCollector<K, V> {
    private @Nullable MapOutputCollector<K, V> collector;
    private Context context = new Context(null, null, null);

    @Override
    public void init(Context given) throws IOException, ClassNotFoundException {
        context = given;
        try {
            collector = open(given);
            collector.init(given);
        } catch (IOException | RuntimeException e) {
            throw recorded(e);
        }
    }

    @SuppressWarnings("unchecked") // whether the types are those is what is asked first
    private static <K, V> MapOutputCollector<K, V> open(Context context) throws IOException {
        return SortingCollector.isFor(context.getJobConf())
                ? (MapOutputCollector<K, V>) new SortingCollector(context)
                : new MapTask.MapOutputBuffer<>();
    }

    @Override
    public void collect(K key, V value, int partition) throws IOException, InterruptedException {
        started().collect(key, value, partition);
    }

    @Override
    public void flush() throws IOException, ClassNotFoundException, InterruptedException {
        MapOutputCollector<K, V> started = started();
        try {
            started.flush();
        } catch (IOException | RuntimeException | Error e) {
            // an Error too: the local file system throws FSError when the disk is full
            throw recorded(e);
        }
    }

    private IOException recorded(Throwable failure) {
        return TaskFailure.record(
                failure, context.getJobConf(), context.getMapTask().getTaskID());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        started().close();
    }

    private MapOutputCollector<K, V> started() {
        if (collector == null) {
            throw new IllegalStateException("The collector wasn't started");
        }
        return collector;
    }
}
