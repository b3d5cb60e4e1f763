package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.StageSpec;
import java.util.List;

/**
 * A job of its own: a stage that brings rows of equal keys together. Its output has the stage's name.
 *
 * <p>Jobs are equal if they do the same to the same rows, over all that comes before them.
 *
 * @param sides what it reads, by side; of a join the right side is first, as its rows have to come first
 */
public record ShuffleJob(StageSpec stage, List<List<Dataset>> sides) {
    public ShuffleJob {
        sides = sides.stream().map(List::copyOf).toList();
    }

    /** The name of its stage and of its output. */
    public String name() {
        return stage.name();
    }

    /** What a person calls it. */
    public String title() {
        return stage.type() + " " + stage.name();
    }

    /** All that it reads. */
    public List<Dataset> inputs() {
        return sides.stream().flatMap(List::stream).toList();
    }

    /** The side of one of {@link #inputs} by its place. */
    public int side(int input) {
        int before = 0;
        for (int side = 0; side < sides.size(); side++) {
            before += sides.get(side).size();
            if (input < before) {
                return side;
            }
        }
        throw new IndexOutOfBoundsException("Job [%s] has no input [%d]".formatted(name(), input));
    }

    /** What the stage does with its rows. */
    public KeyedStage logic() {
        if (stage instanceof StageSpec.Join join) {
            return new JoinStage(join);
        }
        if (stage instanceof StageSpec.Dedup dedup) {
            return new DedupStage(dedup);
        }
        if (stage instanceof StageSpec.Group group) {
            return new GroupStage(group);
        }
        throw new IllegalStateException("Stage [" + name() + "] has no job of its own");
    }
}
