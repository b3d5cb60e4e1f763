package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.reduce.Shuffle;
import org.jspecify.annotations.Nullable;

/** Hadoop's shuffle, which copies and merges before the reducer is called: a failure then is written down too. */
final class TellingShuffle<K, V> extends Shuffle<K, V> {
    private @Nullable JobConf conf;
    private @Nullable TaskAttemptID attempt;

    @Override
    @SuppressWarnings("rawtypes") // as Hadoop declares it
    public void init(Context context) {
        conf = context.getJobConf();
        attempt = context.getReduceId();
        super.init(context);
    }

    @Override
    public RawKeyValueIterator run() throws IOException, InterruptedException {
        try {
            return super.run();
        } catch (IOException e) {
            throw recorded(withItsCause(e));
        } catch (Error e) {
            throw recorded(e);
        }
    }

    private IOException recorded(Throwable failure) {
        return TaskFailure.record(failure, Objects.requireNonNull(conf), Objects.requireNonNull(attempt));
    }

    /** Hadoop says which of its threads failed, and only in the cause, why. */
    static IOException withItsCause(IOException failure) {
        return failure.getCause() == null || failure.getCause().getMessage() == null
                ? failure
                : new IOException(
                        "%s: %s"
                                .formatted(
                                        failure.getMessage(), failure.getCause().getMessage()),
                        failure);
    }
}
