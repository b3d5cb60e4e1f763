package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowTransform;
import io.isobar.indexer.pipeline.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Mapper;

/** Reads the rows of one split, applies the transforms of its dataset, and hands each row to a subclass. */
abstract class RowMapper<K, V> extends Mapper<NullWritable, RowCursor, K, V> {

    /** What a subclass does with rows. */
    interface RowSink {
        void accept(Row row, RowPosition position) throws IOException, InterruptedException;

        /** A row that couldn't be taken apart. */
        void unparseable(BadRowException problem, RowPosition position) throws IOException;

        /** After the last row. */
        default void finish() throws IOException, InterruptedException {}
    }

    abstract RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) throws IOException;

    @Override
    public final void run(Context context) throws IOException, InterruptedException {
        StageConf stage = StageConf.read(context.getConfiguration());
        try (BadRowsFile file = new BadRowsFile(context, stage.spec().tuning().logParseExceptions())) {
            BadRows badRows = BadRows.of(stage.spec().tuning(), file);
            int dataset = ((DatasetSplit) context.getInputSplit()).dataset();
            map(stage.datasets().get(dataset), open(stage, dataset, badRows, context), context);
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private void map(Dataset dataset, RowSink sink, Context context) throws IOException, InterruptedException {
        List<RowTransform> transforms = new ArrayList<>();
        dataset.transforms().forEach(transform -> transforms.add(new RowTransform(transform)));
        Counter read = context.getCounter(RunCounter.ROWS_READ);
        Counter thrownAway = context.getCounter(RowOutcome.THROWN_AWAY);
        while (context.nextKeyValue()) {
            read.increment(1);
            RowCursor cursor = context.getCurrentValue();
            RowPosition position = cursor.position();
            try {
                Row row = cursor.row();
                if (passes(transforms, row)) {
                    sink.accept(row, position);
                } else {
                    thrownAway.increment(1);
                }
            } catch (BadRowException e) {
                sink.unparseable(e, position);
            }
        }
        sink.finish();
    }

    private static boolean passes(List<RowTransform> transforms, Row row) throws BadRowException {
        for (RowTransform transform : transforms) {
            if (!transform.apply(row, null)) {
                return false;
            }
        }
        return true;
    }
}
