package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.pipeline.KeyedStage;
import io.isobar.indexer.pipeline.ShuffleJob;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;

/** Emits each row under the key that a stage of the pipeline gives it. */
final class StageMapper extends RowMapper<BytesWritable, BytesWritable> {

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        ShuffleJob job = stage.shuffle().orElseThrow();
        KeyedStage logic = job.logic();
        int side = job.side(dataset);
        BytesWritable key = new BytesWritable();
        StoredRow value = new StoredRow();
        KeyedStage.Routed routed = (routedKey, row) -> {
            set(key, routedKey);
            context.write(key, value.of(row));
        };
        return new RowSink() {
            @Override
            public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
                try {
                    logic.route(row, side, routed);
                } catch (BadRowException e) {
                    unparseable(e, position);
                }
            }

            @Override
            public void unparseable(BadRowException problem, RowPosition position) throws IOException {
                OutcomeCounters.of(context, RowOutcome.UNPARSEABLE).increment(1);
                badRows.add(problem.at(position));
            }
        };
    }

    private static void set(BytesWritable writable, StageKey key) {
        writable.set(key.bytes(), 0, key.length());
    }
}
