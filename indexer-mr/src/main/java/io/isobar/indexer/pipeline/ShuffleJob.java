package io.isobar.indexer.pipeline;

import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A job of its own: a stage that brings rows of equal keys together, and the stages before it that do so by the same key. Its
 * output has the last stage's name.
 *
 * <p>Jobs are equal if they do the same to the same rows, over all that comes before them.
 *
 * @param stage the last one
 * @param sides what it reads, by side; of a join the right side is first, as its rows have to come first
 */
public record ShuffleJob(StageSpec stage, List<Side> sides) {
    /** Where the rows of a side come from. */
    public sealed interface Side {
        /** Files, read by the map tasks. */
        record Read(List<Dataset> datasets) implements Side {
            public Read {
                datasets = List.copyOf(datasets);
            }
        }

        /**
         * A stage by the same key, which runs in the same reduce tasks.
         *
         * @param steps what is done to each of its rows
         */
        record Fused(ShuffleJob job, List<RowStep> steps) implements Side {
            public Fused {
                steps = List.copyOf(steps);
            }
        }
    }

    public ShuffleJob {
        sides = List.copyOf(sides);
    }

    /** The name of its last stage and of its output. */
    public String name() {
        return stage.name();
    }

    /** What a person calls it. */
    public String title() {
        return stages().stream().map(each -> each.type() + " " + each.name()).collect(Collectors.joining(" + "));
    }

    /** Its stages, each after those whose rows it takes. */
    public List<StageSpec> stages() {
        List<StageSpec> stages = new ArrayList<>();
        for (Side side : sides) {
            if (side instanceof Side.Fused fused) {
                stages.addAll(fused.job().stages());
            }
        }
        stages.add(stage);
        return stages;
    }

    /** The rows that the map tasks read for each of its sides: first those that a reduce task has to see first. */
    private List<List<Dataset>> reads() {
        List<List<Dataset>> reads = new ArrayList<>();
        for (Side side : sides) {
            if (side instanceof Side.Fused fused) {
                reads.addAll(fused.job().reads());
            } else if (side instanceof Side.Read read) {
                reads.add(read.datasets());
            }
        }
        return reads;
    }

    /** All that it reads. */
    public List<Dataset> inputs() {
        return reads().stream().flatMap(List::stream).toList();
    }

    /** The side of one of {@link #inputs} by its place, as {@link KeyedStage#route} of {@link #logic} wants it. */
    public int side(int input) {
        int before = 0;
        List<List<Dataset>> reads = reads();
        for (int side = 0; side < reads.size(); side++) {
            before += reads.get(side).size();
            if (input < before) {
                return side;
            }
        }
        throw new IndexOutOfBoundsException("Job [%s] has no input [%d]".formatted(name(), input));
    }

    /** The tables that rows are looked up in on the way from one of its stages to the next. */
    public List<RowStep.LookedUp> lookups() {
        List<RowStep.LookedUp> lookups = new ArrayList<>();
        for (Side side : sides) {
            if (side instanceof Side.Fused fused) {
                lookups.addAll(fused.job().lookups());
                lookups.addAll(RowStep.lookups(fused.steps()));
            }
        }
        return lookups;
    }

    /** How many of its stages are joins, of which each lets rows wait. */
    public int joins() {
        return (int) stages().stream().filter(StageSpec.Join.class::isInstance).count();
    }

    /** What the stages do with the rows. */
    public KeyedStage logic() {
        return isFused() ? new FusedStage(this) : logic(new StageKey());
    }

    boolean isFused() {
        return sides.stream().anyMatch(Side.Fused.class::isInstance);
    }

    /** What the last stage does with its rows, under keys of this form. */
    KeyedStage logic(StageKey key) {
        if (stage instanceof StageSpec.Join join) {
            return new JoinStage(join, key);
        }
        if (stage instanceof StageSpec.Dedup dedup) {
            return new DedupStage(dedup, key);
        }
        if (stage instanceof StageSpec.Group group) {
            return new GroupStage(group, key);
        }
        throw new IllegalStateException("Stage [" + name() + "] has no job of its own");
    }
}
