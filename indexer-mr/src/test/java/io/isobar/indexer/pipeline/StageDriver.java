package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.RowQueue;
import io.isobar.indexer.shuffle.SpillingRowQueue;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Drives a stage as a shuffle does: routes rows in any order, in several tasks that may combine, sorts, and groups. */
final class StageDriver implements KeyedStage.Support {
    private static final AtomicInteger FILES = new AtomicInteger();

    private final KeyedStage stage;
    private final Random random;
    private final Path directory;
    private final List<Routed> routed = new ArrayList<>();
    private int thrownAway;

    private static final class Routed {
        private final byte[] key;
        private final Row row;

        Routed(byte[] key, Row row) {
            this.key = key;
            this.row = row;
        }

        byte[] key() {
            return key;
        }

        Row row() {
            return row;
        }
    }

    StageDriver(KeyedStage stage, Random random, Path directory) {
        this.stage = stage;
        this.random = random;
        this.directory = directory;
    }

    StageDriver route(int side, List<Row> rows) throws BadRowException, IOException, InterruptedException {
        for (Row row : rows) {
            stage.route(
                    Row.copyOf(row),
                    side,
                    (key, to) -> routed.add(new Routed(Arrays.copyOf(key.bytes(), key.length()), Row.copyOf(to))));
        }
        return this;
    }

    /** The rows that come out; those that have to wait do so on disk, but for about two. */
    List<Row> result() throws IOException, InterruptedException {
        Collections.shuffle(routed, random);
        List<Routed> sent = new ArrayList<>();
        for (int from = 0; from < routed.size(); ) {
            int to = Math.min(routed.size(), from + 1 + random.nextInt(20));
            sent.addAll(combined(routed.subList(from, to)));
            from = to;
        }
        sent.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
        List<Row> out = new ArrayList<>();
        KeyedStage.Groups groups = stage.open(this, row -> out.add(Row.copyOf(row)));
        byte[] last = null;
        for (Routed each : sent) {
            if (last != null && !StageKey.sameGroup(last, last.length, each.key(), each.key().length)) {
                groups.end();
            }
            last = each.key();
            groups.add(StageKey.side(last, last.length), Row.copyOf(each.row()));
        }
        if (last != null) {
            groups.end();
        }
        return out;
    }

    @Override
    public RowQueue queue() {
        return new SpillingRowQueue(directory.resolve("waiting-" + FILES.getAndIncrement()), 1_000);
    }

    @Override
    public RowChain.Tables tables() {
        return lookup -> {
            throw new IllegalStateException("No table is at hand for " + lookup);
        };
    }

    @Override
    public void unparseable(BadRowException problem, String stage) throws IOException {
        throw new IOException(stage + ": " + problem.getMessage(), problem);
    }

    @Override
    public void thrownAway() {
        thrownAway++;
    }

    /** How many rows were left out between two stages. */
    int rowsThrownAway() {
        return thrownAway;
    }

    private List<Routed> combined(List<Routed> rows) throws IOException, InterruptedException {
        if (random.nextBoolean()) {
            return rows;
        }
        TreeMap<byte[], List<Row>> byKey = new TreeMap<>(Arrays::compareUnsigned);
        rows.forEach(each ->
                byKey.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.row()));
        List<Routed> combined = new ArrayList<>();
        for (var entry : byKey.entrySet()) {
            var groups = stage.openCombine(row -> combined.add(new Routed(entry.getKey(), Row.copyOf(row))));
            if (groups.isEmpty()) {
                return rows;
            }
            for (Row row : entry.getValue()) {
                groups.get().add(StageKey.side(entry.getKey(), entry.getKey().length), Row.copyOf(row));
            }
            groups.get().end();
        }
        return combined;
    }
}
