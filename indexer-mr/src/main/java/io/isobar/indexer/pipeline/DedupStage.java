package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row of each key: the one that its order puts first or last, and of several that are equal in this, the one whose bytes
 * are lowest, its fields taken by their names. Rows without a value in a field of the key have that in common, as in SQL's GROUP
 * BY. Within a group rows may come in any order.
 */
final class DedupStage implements KeyedStage {
    private final StageSpec.Dedup stage;
    private final StageKey key;

    DedupStage(StageSpec.Dedup stage, StageKey key) {
        this.stage = stage;
        this.key = key;
    }

    @Override
    public void route(Row row, int side, Routed routed) throws IOException, InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(stage.by().size());
        stage.by().forEach(field -> values.add(row.value(field)));
        key.group(values);
        stage.order().ifPresent(field -> key.orderBy(row.value(field), stage.last()));
        routed.accept(key.end(side), row);
    }

    @Override
    public Groups open(Support support, RowOutput output) {
        return new Best(output);
    }

    @Override
    public Optional<Groups> openCombine(RowOutput output) {
        return Optional.of(new Best(output));
    }

    private final class Best implements Groups {
        private final RowOutput output;
        private final StageKey order = new StageKey();
        private final ByteSink bytes = new ByteSink();
        private @Nullable Row best;
        private byte[] bestOrder = new byte[0];
        /** Empty until a second row is equal in order. */
        private byte[] bestBytes = new byte[0];

        Best(RowOutput output) {
            this.output = output;
        }

        @Override
        public void add(int side, Row row) {
            order.group(List.of());
            stage.order().ifPresent(field -> order.orderBy(row.value(field), stage.last()));
            Row soFar = best;
            int compared = soFar == null
                    ? -1
                    : Arrays.compareUnsigned(order.bytes(), 0, order.length(), bestOrder, 0, bestOrder.length);
            if (compared > 0) {
                return;
            }
            byte[] mine = new byte[0];
            if (compared == 0 && soFar != null) {
                bestBytes = bestBytes.length == 0 ? sorted(soFar) : bestBytes;
                mine = sorted(row);
                if (Arrays.compareUnsigned(mine, bestBytes) >= 0) {
                    return;
                }
            } else {
                bestOrder = Arrays.copyOf(order.bytes(), order.length());
            }
            best = row;
            bestBytes = mine;
        }

        /** Rows come with their fields in whatever order their file has them. */
        private byte[] sorted(Row row) {
            Row byName = new Row();
            new TreeMap<>(row.fields()).forEach(byName::set);
            RowBytes.write(byName, bytes.clear());
            return Arrays.copyOf(bytes.array(), bytes.size());
        }

        @Override
        public void end() throws IOException, InterruptedException {
            Row kept = best;
            if (kept != null) {
                best = null;
                output.accept(kept);
            }
        }
    }
}
