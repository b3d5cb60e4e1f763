package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.BadRowException;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.pipeline.ShuffleJob.Side;
import io.isobar.indexer.shuffle.StageKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stages by one key in one shuffle: a group has the rows that any of them reads, and what one stage makes of them goes to the
 * next without leaving the group.
 *
 * <p>The stages are a tree, whose leaves are what map tasks read. Rows of a group come leaf by leaf, in turns; the two leaves of a
 * join that takes rows from no other stage have one turn in common, as with a window it wants both by time. When a turn is over,
 * those stages end that get nothing more, each after the ones before it. So of a join all rows of the right side come before the
 * first of the left, wherever they are from.
 */
final class FusedStage implements KeyedStage {
    /** A side is one byte of a key. */
    private static final int MOST_LEAVES = 255;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private int turns;

    /** One of the stages; it ends with its last turn. */
    private record Node(String name, KeyedStage logic, int lastTurn, List<Source> sources) {}

    /** An earlier stage, by its place, whose rows go to a side after some steps. */
    private record Source(int node, int side, List<RowStep> steps) {}

    /** What map tasks read for a side of a stage. */
    private record Leaf(int node, int side, int turn) {}

    FusedStage(ShuffleJob job) {
        add(job);
        if (leaves.size() > MOST_LEAVES) {
            throw new IllegalArgumentException(
                    "Stages [%s] have one key, and read [%d] inputs in one job, more than [%d]: give a stage amid them an output of its own"
                            .formatted(job.title(), leaves.size(), MOST_LEAVES));
        }
    }

    /** Adds the stages of a job, each after those before it, and numbers the leaves as {@link ShuffleJob#side} does. */
    private int add(ShuffleJob job) {
        List<Source> sources = new ArrayList<>();
        Map<Integer, Integer> read = new HashMap<>();
        int turn = -1;
        int firstLeaf = 0;
        for (int side = 0; side < job.sides().size(); side++) {
            if (job.sides().get(side) instanceof Side.Fused fused) {
                sources.add(new Source(add(fused.job()), side, fused.steps()));
                continue;
            }
            if (read.isEmpty()) {
                turn = turns++;
                firstLeaf = leaves.size() - side;
            }
            read.put(side, leaves.size());
            leaves.add(new Leaf(-1, side, turn));
        }
        KeyedStage logic = job.logic(read.isEmpty() ? new StageKey() : StageKey.inTurn(turn, firstLeaf));
        nodes.add(new Node(job.name(), logic, turns - 1, sources));
        int node = nodes.size() - 1;
        for (Map.Entry<Integer, Integer> leaf : read.entrySet()) {
            leaves.set(leaf.getValue(), new Leaf(node, leaf.getKey(), turn));
        }
        return node;
    }

    @Override
    public void route(Row row, int side, Routed routed) throws BadRowException, IOException, InterruptedException {
        Leaf leaf = leaves.get(side);
        nodes.get(leaf.node()).logic().route(row, leaf.side(), routed);
    }

    @Override
    public Groups open(Support support, RowOutput output) throws IOException {
        return new Chained(support, output);
    }

    @Override
    public Optional<Groups> openCombine(RowOutput output) {
        List<Optional<Groups>> combining = new ArrayList<>();
        for (Leaf leaf : leaves) {
            combining.add(nodes.get(leaf.node()).logic().openCombine(output));
        }
        return combining.stream().allMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(new Combining(combining, output));
    }

    /** Those stages that can make rows fewer before they are sent; the rows of others are sent as they are. */
    private final class Combining implements Groups {
        private final List<Optional<Groups>> ofLeaves;
        private final RowOutput output;
        private int current;

        Combining(List<Optional<Groups>> ofLeaves, RowOutput output) {
            this.ofLeaves = ofLeaves;
            this.output = output;
        }

        @Override
        public void add(int side, Row row) throws IOException, InterruptedException {
            current = side;
            Optional<Groups> groups = ofLeaves.get(side);
            if (groups.isPresent()) {
                groups.get().add(leaves.get(side).side(), row);
            } else {
                output.accept(row);
            }
        }

        /** Rows of equal keys are of one side. */
        @Override
        public void end() throws IOException, InterruptedException {
            Optional<Groups> groups = ofLeaves.get(current);
            if (groups.isPresent()) {
                groups.get().end();
            }
        }
    }

    private final class Chained implements Groups {
        private final Support support;
        private final List<Groups> groups = new ArrayList<>();
        private int turn;
        private int ended;

        Chained(Support support, RowOutput output) throws IOException {
            this.support = support;
            List<RowOutput> outputs = new ArrayList<>();
            nodes.forEach(node -> outputs.add(output));
            for (int i = nodes.size() - 1; i >= 0; i--) {
                Node node = nodes.get(i);
                groups.add(0, node.logic().open(support, outputs.get(i)));
                for (Source source : node.sources()) {
                    RowChain steps = new RowChain(source.steps(), support.tables());
                    int place = i;
                    outputs.set(source.node(), row -> handOn(row, steps, place, source.side()));
                }
            }
        }

        private void handOn(Row row, RowChain steps, int node, int side) throws IOException, InterruptedException {
            Groups next = groups.get(node);
            KeyedStage logic = nodes.get(node).logic();
            try {
                List<Row> rows = steps.apply(row);
                if (rows.isEmpty()) {
                    support.thrownAway();
                }
                for (Row each : rows) {
                    logic.route(each, side, (key, routed) -> next.add(side, routed));
                }
            } catch (BadRowException e) {
                support.unparseable(e, nodes.get(node).name());
            }
        }

        @Override
        public void add(int side, Row row) throws IOException, InterruptedException {
            Leaf leaf = leaves.get(side);
            if (leaf.turn() > turn) {
                turn = leaf.turn();
                endThoseBefore(turn);
            }
            groups.get(leaf.node()).add(leaf.side(), row);
        }

        private void endThoseBefore(int turn) throws IOException, InterruptedException {
            while (ended < nodes.size() && nodes.get(ended).lastTurn() < turn) {
                groups.get(ended++).end();
            }
        }

        @Override
        public void end() throws IOException, InterruptedException {
            endThoseBefore(turns);
            turn = 0;
            ended = 0;
        }
    }
}
