package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.pipeline.RowJoin;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.JoinKey;
import io.isobar.indexer.shuffle.RowBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Reducer;

/** Keeps the right rows of equal values, then steps through the left ones and joins each. */
final class JoinReducer extends Reducer<BytesWritable, BytesWritable, NullWritable, BytesWritable> {
    private static final int MOST_RIGHT_ROWS = 100_000;

    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            RowJoin join = new RowJoin(StageConf.read(context.getConfiguration())
                    .join()
                    .orElseThrow()
                    .join());
            join(join, context);
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }

    private static void join(RowJoin join, Context context) throws IOException, InterruptedException {
        Output output = new Output(context);
        List<Row> right = new ArrayList<>();
        byte[] rightValues = new byte[0];
        while (context.nextKey()) {
            BytesWritable key = context.getCurrentKey();
            byte[] values = JoinKey.values(key.getBytes(), key.getLength());
            if (!JoinKey.isLeft(key.getBytes(), key.getLength())) {
                right = rightRows(context);
                rightValues = values;
            } else {
                List<Row> matches = values.length > 0 && Arrays.equals(values, rightValues) ? right : List.of();
                for (BytesWritable bytes : context.getValues()) {
                    Row left = RowBytes.read(bytes.getBytes(), 0, bytes.getLength());
                    write(join, left, matches, output);
                }
            }
        }
    }

    private static List<Row> rightRows(Context context) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (BytesWritable bytes : context.getValues()) {
            rows.add(RowBytes.read(bytes.getBytes(), 0, bytes.getLength()));
            if (rows.size() > MOST_RIGHT_ROWS) {
                throw new IOException("More than [%d] rows of the right side have equal values of the fields [on]:"
                                .formatted(MOST_RIGHT_ROWS)
                        + " join on more fields, or swap the sides");
            }
        }
        return rows;
    }

    private static void write(RowJoin join, Row left, List<Row> matches, Output output)
            throws IOException, InterruptedException {
        if (matches.isEmpty()) {
            if (join.keepsUnmatched()) {
                output.write(left);
            }
            return;
        }
        for (int i = 0; i < matches.size(); i++) {
            Row joined = i == matches.size() - 1 ? left : Row.copyOf(left);
            join.combine(joined, matches.get(i));
            output.write(joined);
        }
    }

    private static final class Output {
        private final Context context;
        private final Counter written;
        private final ByteSink bytes = new ByteSink();
        private final BytesWritable value = new BytesWritable();

        Output(Context context) {
            this.context = context;
            this.written = context.getCounter(RunCounter.ROWS_WRITTEN);
        }

        void write(Row row) throws IOException, InterruptedException {
            RowBytes.write(row, bytes.clear());
            value.set(bytes.array(), 0, bytes.size());
            context.write(NullWritable.get(), value);
            written.increment(1);
        }
    }
}
