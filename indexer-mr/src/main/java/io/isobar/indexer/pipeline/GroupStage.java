package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.FieldNames;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowTime;
import io.isobar.indexer.input.RowTransform;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row for each key and window of time: the fields of the key, the start of the window as time, and the aggregates.
 *
 * <p>Between routing and grouping a row holds the fields of the key ({@code k0}, {@code k1} …), the window ({@code w}), and
 * for each aggregate what it has seen so far ({@code a0}, {@code a1} …). So rows can be put together on the way, any number of
 * times, and what comes out in the end is the same. Of values that are equal as keys but not alike, such as 1 and 1.0, the row
 * has the one whose bytes are lowest.
 */
final class GroupStage implements KeyedStage {
    private static final String WINDOW = "w";

    private final StageSpec.Group stage;
    private final List<String> keyNames = new ArrayList<>();
    private final List<String> stateNames = new ArrayList<>();
    private final FieldNames stateFields = new FieldNames();
    private final FieldNames resultFields = new FieldNames();
    private final List<Aggregate> single;
    private final StageKey key;
    private final ByteSink keyBytes = new ByteSink();

    GroupStage(StageSpec.Group stage, StageKey key) {
        this.stage = stage;
        this.key = key;
        this.single = aggregates();
        for (int i = 0; i < stage.by().size(); i++) {
            keyNames.add("k" + i);
        }
        for (int i = 0; i < single.size(); i++) {
            stateNames.add("a" + i);
        }
        // In one order for all tasks, whichever has a value first: the bytes of keys depend on it.
        keyNames.forEach(stateFields::slot);
        stateFields.slot(WINDOW);
        stateNames.forEach(stateFields::slot);
    }

    private List<Aggregate> aggregates() {
        return stage.aggregations().stream().map(Aggregate::of).toList();
    }

    @Override
    public void route(Row row, int side, Routed routed) throws BadRowException, IOException, InterruptedException {
        List<@Nullable Object> values = new ArrayList<>();
        Row keyRow = new Row(stateFields);
        for (int i = 0; i < keyNames.size(); i++) {
            Object value = row.value(stage.by().get(i));
            values.add(value);
            keyRow.set(keyNames.get(i), value);
        }
        if (stage.window().isPresent()) {
            long start = stage.window().get().bucketStart(RowTime.of(row));
            values.add(start);
            keyRow.set(WINDOW, start);
        }
        RowBytes.write(keyRow, keyBytes.clear());
        for (int i = 0; i < single.size(); i++) {
            Aggregate aggregate = single.get(i);
            aggregate.clear();
            aggregate.add(row);
            keyRow.set(stateNames.get(i), aggregate.state());
        }
        routed.accept(key.group(values).orderByBytes(keyBytes).end(side), keyRow);
    }

    @Override
    public Groups open(Support support, RowOutput output) {
        return new Folding(row -> output.accept(result(row)));
    }

    @Override
    public Optional<Groups> openCombine(RowOutput output) {
        return Optional.of(new Folding(output));
    }

    /** What a row of keys and states means. */
    private Row result(Row folded) {
        Row result = new Row(resultFields);
        for (int i = 0; i < keyNames.size(); i++) {
            result.set(stage.by().get(i), folded.value(keyNames.get(i)));
        }
        result.set(RowTransform.TIME, folded.value(WINDOW));
        for (int i = 0; i < single.size(); i++) {
            Object state = folded.value(stateNames.get(i));
            Aggregate aggregate = single.get(i);
            aggregate.clear();
            if (state != null) {
                aggregate.merge(state);
            }
            result.set(stage.aggregations().get(i).name(), aggregate.result());
        }
        return result;
    }

    private final class Folding implements Groups {
        private final RowOutput output;
        private final List<Aggregate> aggregates = aggregates();
        /** The row of the lowest key so far; within a group rows may come in any order. */
        private @Nullable Row first;

        Folding(RowOutput output) {
            this.output = output;
        }

        @Override
        public void add(int side, Row row) {
            Row soFar = first;
            if (soFar == null) {
                first = row;
                aggregates.forEach(Aggregate::clear);
            } else if (!haveSameKeys(soFar, row) && Arrays.compareUnsigned(keyBytes(row), keyBytes(soFar)) < 0) {
                first = row;
            }
            for (int i = 0; i < aggregates.size(); i++) {
                Object state = row.value(stateNames.get(i));
                if (state != null) {
                    aggregates.get(i).merge(state);
                }
            }
        }

        private boolean haveSameKeys(Row one, Row other) {
            for (String name : keyNames) {
                if (!Objects.equals(one.value(name), other.value(name))) {
                    return false;
                }
            }
            return true;
        }

        private byte[] keyBytes(Row row) {
            Row keys = new Row();
            keyNames.forEach(name -> keys.set(name, row.value(name)));
            ByteSink bytes = new ByteSink();
            RowBytes.write(keys, bytes);
            return Arrays.copyOf(bytes.array(), bytes.size());
        }

        @Override
        public void end() throws IOException, InterruptedException {
            Row folded = first;
            if (folded != null) {
                for (int i = 0; i < aggregates.size(); i++) {
                    folded.set(stateNames.get(i), aggregates.get(i).state());
                }
                first = null;
                output.accept(folded);
            }
        }
    }
}
