package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.KeyedStage;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Hands the rows of each group to a stage of the pipeline, in the order of their keys, and writes what becomes of them. Rows
 * that have to wait do so in memory, and on the local disk once they take more than the budget.
 */
final class StageReducer extends Reducer<BytesWritable, BytesWritable, NullWritable, BytesWritable> {
    /** How many bytes of heap waiting rows may take. */
    static final String WAITING_BYTES = "isobar.join-memory";

    private static final long DEFAULT_WAITING_BYTES = 32L << 20;

    @Override
    @SuppressWarnings("try") // the timer only needs to be there
    public void run(Context context) throws IOException, InterruptedException {
        Path parent = Files.createDirectories(StageConf.scratch(context.getConfiguration()));
        Configuration conf = context.getConfiguration();
        StageConf stage = StageConf.read(conf);
        ShuffleJob job = stage.shuffle().orElseThrow();
        long waiting = conf.getLongBytes(WAITING_BYTES, DEFAULT_WAITING_BYTES) / Math.max(1, job.joins());
        try (ScratchDirectory scratch = new ScratchDirectory(parent);
                KeepAlive alive = new KeepAlive(context::progress);
                BadRowsFile badRows =
                        new BadRowsFile(context, stage.spec().tuning().logParseExceptions());
                ReduceSupport support = new ReduceSupport(stage, context, badRows, scratch, waiting)) {
            Counter written = context.getCounter(RunCounter.ROWS_WRITTEN);
            StoredRow value = new StoredRow();
            reduce(
                    job.logic().open(support, row -> {
                        context.write(NullWritable.get(), value.of(row));
                        written.increment(1);
                    }),
                    context);
            badRows.complete();
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private static void reduce(KeyedStage.Groups groups, Context context) throws IOException, InterruptedException {
        StoredRow rows = new StoredRow();
        byte[] group = new byte[0];
        boolean open = false;
        while (context.nextKey()) {
            BytesWritable key = context.getCurrentKey();
            if (open && !StageKey.sameGroup(group, group.length, key.getBytes(), key.getLength())) {
                groups.end();
                open = false;
            }
            if (!open) {
                group = key.copyBytes();
                open = true;
            }
            int side = StageKey.side(key.getBytes(), key.getLength());
            for (BytesWritable row : context.getValues()) {
                groups.add(side, rows.read(row));
            }
        }
        if (open) {
            groups.end();
        }
    }
}
