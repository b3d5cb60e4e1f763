package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.pipeline.Dataset;
import io.isobar.indexer.pipeline.RowChain;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Mapper;

/** Reads the rows of one split, applies the steps of its dataset, and hands what becomes of each row to a subclass. */
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
            Dataset rows = stage.datasets().get(dataset);
            RowChain chain = new RowChain(rows.steps(), new LookupFiles(stage, context));
            map(chain, open(stage, dataset, badRows, context), context);
            file.complete();
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private void map(RowChain chain, RowSink sink, Context context) throws IOException, InterruptedException {
        Counter read = context.getCounter(RunCounter.ROWS_READ);
        Counter thrownAway = OutcomeCounters.of(context, RowOutcome.THROWN_AWAY);
        while (context.nextKeyValue()) {
            read.increment(1);
            RowCursor cursor = context.getCurrentValue();
            RowPosition position = cursor.position();
            try {
                List<Row> rows = chain.apply(cursor.row());
                for (Row row : rows) {
                    sink.accept(row, position);
                }
                if (rows.isEmpty()) {
                    thrownAway.increment(1);
                }
            } catch (BadRowException e) {
                sink.unparseable(e, position);
            }
        }
        sink.finish();
    }
}
