package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.PipelineSpec;
import io.isobar.indexer.spec.StageSpec;
import io.isobar.indexer.spec.StageSpec.How;
import io.isobar.indexer.spec.TransformSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which stages of a pipeline can run in the job of the stage that takes their rows: each of their groups must hold all rows of
 * one group there, and the next stage must be content with the order in which they come.
 *
 * <p>That is so if both have the same fields as key, in the same order, nothing between changes them, and nobody else wants the
 * rows. A stage with a window of time has rows sorted by it, or groups smaller than the key, so it is only ever the first. After a
 * left or full join the rows without a key are dealt out to all tasks, where a dedup or group wants them together.
 */
final class CommonKeys {
    private final PipelineSpec pipeline;
    private final Set<String> kept;
    private final Map<String, Integer> uses = new HashMap<>();

    /**
     * A stage that can run in the job of a later one.
     *
     * @param between what is done to its rows on their way, in order
     */
    record Before(StageSpec stage, List<StageSpec> between) {
        Before {
            between = List.copyOf(between);
        }
    }

    /** @param kept the names of stages whose rows have to be written */
    CommonKeys(PipelineSpec pipeline, Set<String> kept) {
        this.pipeline = pipeline;
        this.kept = kept;
        Set<String> needed = pipeline.needed();
        uses.merge(pipeline.output(), 1, Integer::sum);
        for (StageSpec stage : pipeline.stages()) {
            if (needed.contains(stage.name())) {
                stage.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
            }
        }
    }

    /** The stage whose rows are an input of this one, by its place, if it can run in the same job. */
    Optional<Before> before(StageSpec stage, int input) {
        List<String> key = wanted(stage, input);
        List<StageSpec> between = new ArrayList<>();
        String name = stage.inputs().get(input);
        while (!key.isEmpty() && isForOneAlone(name)) {
            StageSpec before = pipeline.stage(name).orElseThrow();
            if (before instanceof StageSpec.Transform || before instanceof StageSpec.Lookup) {
                if (changes(before, key)) {
                    return Optional.empty();
                }
                between.add(0, before);
                name = before.inputs().get(0);
                continue;
            }
            boolean fits = given(before).equals(key) && (stage instanceof StageSpec.Join || keepsTogether(before));
            return fits ? Optional.of(new Before(before, between)) : Optional.empty();
        }
        return Optional.empty();
    }

    private boolean isForOneAlone(String name) {
        return pipeline.stage(name).isPresent() && uses.getOrDefault(name, 0) == 1 && !kept.contains(name);
    }

    /** By which fields of an input a stage brings rows together; none if it wants more of their order. */
    private static List<String> wanted(StageSpec stage, int input) {
        if (stage instanceof StageSpec.Dedup dedup) {
            return dedup.by();
        }
        if (stage instanceof StageSpec.Group group && group.window().isEmpty()) {
            return group.by();
        }
        if (stage instanceof StageSpec.Join join && join.window().isEmpty()) {
            return join.match().on().stream()
                    .map(input == 0 ? StageSpec.Key::left : StageSpec.Key::right)
                    .toList();
        }
        return List.of();
    }

    /** The fields of its rows by whose values they are in groups; none if they are in no group, or lose the fields. */
    private static List<String> given(StageSpec stage) {
        if (stage instanceof StageSpec.Dedup dedup) {
            return dedup.by();
        }
        if (stage instanceof StageSpec.Group group && group.window().isEmpty()) {
            return group.by();
        }
        if (stage instanceof StageSpec.Join join) {
            List<String> key =
                    join.match().on().stream().map(StageSpec.Key::left).toList();
            return changes(join.match(), key) ? List.of() : key;
        }
        return List.of();
    }

    /** Whether all rows without a value in the key come out of one group, as those with one do. */
    private boolean keepsTogether(StageSpec stage) {
        if (stage instanceof StageSpec.Join join) {
            return join.match().how() == How.INNER
                    || (join.match().how() == How.LEFT
                            && before(join, 0)
                                    .map(left -> keepsTogether(left.stage()))
                                    .orElse(false));
        }
        return true;
    }

    private static boolean changes(StageSpec stage, List<String> key) {
        if (stage instanceof StageSpec.Lookup lookup) {
            return changes(lookup.match(), key);
        }
        TransformSpec transform = ((StageSpec.Transform) stage).transform();
        return key.stream()
                .anyMatch(field -> transform.rename().containsKey(field)
                        || transform.rename().containsValue(field)
                        || transform.defaults().containsKey(field)
                        || transform.drop().contains(field)
                        || transform.columns().stream()
                                .anyMatch(column -> column.name().equals(field)));
    }

    /** Whether what is taken of the right side gets the name of a field of the key. */
    private static boolean changes(StageSpec.Match match, List<String> key) {
        return match.take().isEmpty()
                ? key.stream().anyMatch(field -> field.startsWith(match.prefix()))
                : key.stream().anyMatch(match.take()::containsValue);
    }
}
