package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.BadRows;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowPosition;
import io.isobar.indexer.input.RowProcessor;
import io.isobar.indexer.partition.GroupKeyHash;
import io.isobar.indexer.partition.RowEstimate;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.Text;

/**
 * Looks at all rows before any is written: which fields there are, or which chunks, and how many rows each hash bucket of a
 * chunk has. A key is {@code field:<name>} or {@code chunk:<interval>#<bucket>}, a value nothing or an estimate.
 */
final class SurveyMapper extends RowMapper<Text, BytesWritable> {
    static final String FIELD = "field:";
    static final String CHUNK = "chunk:";
    static final char SLOT = '#';

    /** So many estimates of about 3 KB are in the heap at a time. */
    private static final int MOST_ESTIMATES = 4_000;

    @Override
    RowSink open(StageConf stage, int dataset, BadRows badRows, Context context) {
        IngestionSpec spec = stage.spec();
        return spec.dimensions().discovers()
                ? new Fields(badRows, context)
                : new Chunks(stage, spec, dataset, badRows, context);
    }

    private static final class Fields implements RowSink {
        private final Set<String> names = new TreeSet<>();
        private final BadRows badRows;
        private final Context context;

        Fields(BadRows badRows, Context context) {
            this.badRows = badRows;
            this.context = context;
        }

        @Override
        public void accept(Row row, RowPosition position) {
            names.addAll(row.fields().keySet());
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            badRows.add(problem.at(position));
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            for (String name : names) {
                context.write(new Text(FIELD + name), new BytesWritable());
            }
        }
    }

    private static final class Chunks implements RowSink {
        private final ChunkRows chunks;
        private final RowProcessor processor;
        private final GroupKeyHash groupKeys;
        private final GroupKeyHash hash;
        private final int slots;
        private final boolean rollup;
        private final Map<Slot, RowEstimate> estimates = new HashMap<>();
        private final Context context;

        private record Slot(Interval chunk, int slot) {}

        Chunks(StageConf stage, IngestionSpec spec, int dataset, BadRows badRows, Context context) {
            PartitionsSpec.Hashed rule =
                    (PartitionsSpec.Hashed) spec.tuning().partitions().rule();
            this.chunks = new ChunkRows(spec.withoutMetrics(), stage.buckets());
            this.context = context;
            this.groupKeys = new GroupKeyHash(spec.dimensions().listed(), List.of());
            this.hash = new GroupKeyHash(spec.dimensions().listed(), rule.dimensions());
            // the hash of time and all dimensions spreads rows evenly, whatever they are
            this.slots = rule.dimensions().isEmpty() ? 1 : rule.shards().orElse(1);
            this.rollup = spec.granularity().rollup();
            this.processor = new RowProcessor(
                    // inputs of metrics cost much to read and say nothing of the number of rows
                    stage.rowSpec(dataset).withoutMetrics(), chunks::wants, badRows, new OutcomeCounters(context));
        }

        @Override
        public void accept(Row row, RowPosition position) throws IOException, InterruptedException {
            BuildRow built = processor.process(row, position);
            if (built == null) {
                return;
            }
            BuildRow shaped = chunks.shape(built);
            RowEstimate estimate = estimates.computeIfAbsent(
                    new Slot(chunks.chunkOf(built.timestamp()), hash.shard(shaped, slots)), slot -> new RowEstimate());
            if (rollup) {
                estimate.add(groupKeys.groupKey(shaped));
            } else {
                estimate.add();
            }
            if (estimates.size() > MOST_ESTIMATES) {
                finish();
            }
        }

        @Override
        public void unparseable(BadRowException problem, RowPosition position) throws IOException {
            processor.unparseable(problem, position);
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            for (Map.Entry<Slot, RowEstimate> entry : estimates.entrySet()) {
                Slot slot = entry.getKey();
                context.write(
                        new Text(CHUNK + slot.chunk() + SLOT + slot.slot()),
                        new BytesWritable(entry.getValue().toBytes()));
            }
            estimates.clear();
        }
    }
}
