package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.pipeline.JoinJob;
import io.isobar.indexer.pipeline.RowJoin;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.JoinKey;
import io.isobar.indexer.shuffle.RowBytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.io.BytesWritable;

/** Emits each row of either side under the values that must be equal. */
final class JoinMapper extends RowMapper<BytesWritable, BytesWritable> {
    private static final int LEFT = 0;

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        JoinJob job = stage.join().orElseThrow();
        RowJoin join = new RowJoin(job.join());
        boolean left = dataset == LEFT;
        BytesWritable key = new BytesWritable();
        BytesWritable value = new BytesWritable();
        ByteSink bytes = new ByteSink();
        return new RowSink() {
            @Override
            public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
                Optional<List<String>> values = join.key(row, left);
                if (values.isEmpty() && !(left && join.keepsUnmatched())) {
                    return;
                }
                JoinKey.write(values.orElse(List.of()), left, bytes.clear());
                key.set(bytes.array(), 0, bytes.size());
                RowBytes.write(row, bytes.clear());
                value.set(bytes.array(), 0, bytes.size());
                context.write(key, value);
            }

            @Override
            public void unparseable(BadRowException problem, RowPosition position) throws IOException {
                context.getCounter(RowOutcome.UNPARSEABLE).increment(1);
                badRows.add(problem.at(position));
            }
        };
    }
}
