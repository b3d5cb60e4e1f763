package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.RangeCut;
import io.isobar.indexer.partition.RangeCutter;
import io.isobar.indexer.shuffle.ValueKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;
import org.jspecify.annotations.Nullable;

/** Cuts the values of each candidate, which come in their order, into ranges: a {@link RangeFinding} per candidate and chunk. */
final class RangeReducer extends Reducer<BytesWritable, LongWritable, NullWritable, Text> {
    @Override
    public void run(Context context) throws IOException, InterruptedException {
        try {
            StageConf stage = StageConf.read(context.getConfiguration());
            long target = RangeSurvey.sampledTarget(stage.spec().tuning().partitions());
            boolean more = context.nextKey();
            while (more) {
                byte[] group = ValueKey.group(context.getCurrentKey().getBytes());
                RangeFinding finding;
                if (ValueKey.candidate(group) == ValueKey.ALL_ROWS) {
                    finding = RangeFinding.rows(ValueKey.chunkStart(group), SumCombiner.sum(context.getValues()));
                    more = context.nextKey();
                } else {
                    RangeCutter cutter = new RangeCutter(target);
                    boolean unfit = false;
                    for (; more && ValueKey.isOf(group, context.getCurrentKey().getBytes()); more = context.nextKey()) {
                        BytesWritable key = context.getCurrentKey();
                        List<@Nullable String> values = ValueKey.values(key.getBytes(), key.getLength());
                        unfit |= values.isEmpty(); // comes first
                        if (!unfit) {
                            cutter.add(values, SumCombiner.sum(context.getValues()));
                        }
                    }
                    Optional<RangeCut> cut = unfit ? Optional.empty() : Optional.of(cutter.finish());
                    finding = RangeFinding.cut(ValueKey.chunkStart(group), ValueKey.candidate(group), cut);
                }
                context.write(NullWritable.get(), new Text(finding.toJson()));
            }
        } catch (IOException | RuntimeException | Error e) {
            throw TaskFailure.record(e, context);
        }
    }
}
