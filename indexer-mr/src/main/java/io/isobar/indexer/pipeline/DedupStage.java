package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One row of each key: the one that its order puts first or last, and of several that are equal in this, the one whose bytes
 * are lowest. Rows without a value in a field of the key have that in common, as in SQL's GROUP BY.
 */
final class DedupStage implements KeyedStage {
    private final StageSpec.Dedup stage;
    private final StageKey key = new StageKey();

    DedupStage(StageSpec.Dedup stage) {
        this.stage = stage;
    }

    @Override
    public void route(Row row, int side, Routed routed) throws IOException, InterruptedException {
        routed.accept(orderedKey(row, key).end(side), row);
    }

    private StageKey orderedKey(Row row, StageKey into) {
        List<@Nullable Object> values = new ArrayList<>(stage.by().size());
        stage.by().forEach(field -> values.add(row.value(field)));
        into.group(values);
        stage.order().ifPresent(field -> into.orderBy(row.value(field), stage.last()));
        return into;
    }

    @Override
    public Groups open(Supplier<RowQueue> queues, RowOutput output) {
        return new Best(output);
    }

    @Override
    public Optional<Groups> openCombine(RowOutput output) {
        return Optional.of(new Best(output));
    }

    private final class Best implements Groups {
        private final RowOutput output;
        private final StageKey current = new StageKey();
        private final ByteSink bytes = new ByteSink();
        private @Nullable Row best;
        private byte[] bestKey = new byte[0];
        private byte[] bestBytes = new byte[0];

        Best(RowOutput output) {
            this.output = output;
        }

        @Override
        public void add(int side, Row row) {
            orderedKey(row, current).end(side);
            byte[] order = Arrays.copyOf(current.bytes(), current.length());
            if (best != null && !Arrays.equals(order, bestKey)) {
                return; // it comes later, so it is ordered after the best
            }
            RowBytes.write(row, bytes.clear());
            byte[] mine = Arrays.copyOf(bytes.array(), bytes.size());
            if (best == null || Arrays.compareUnsigned(mine, bestBytes) < 0) {
                best = row;
                bestKey = order;
                bestBytes = mine;
            }
        }

        @Override
        public void end() throws IOException, InterruptedException {
            if (best != null) {
                output.accept(best);
                best = null;
            }
        }
    }
}
