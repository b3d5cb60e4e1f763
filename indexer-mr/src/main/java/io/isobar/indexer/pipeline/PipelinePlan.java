package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs before the segments are built: one for each join that the last stage needs, in order. Transforms have no job of
 * their own, they run where their rows are read.
 *
 * @param joins each reads sources and what earlier ones wrote
 * @param rows what the segments are built from
 */
public record PipelinePlan(List<JoinJob> joins, Dataset rows) {
    /** The name of the files of a spec without a pipeline. */
    public static final String INPUT = "input";

    public PipelinePlan {
        joins = List.copyOf(joins);
    }

    public static PipelinePlan of(IndexSpecFile file) {
        if (file.pipeline().isEmpty()) {
            return new PipelinePlan(List.of(), new Dataset(INPUT, file.spec().format(), List.of()));
        }
        PipelineSpec pipeline = file.pipeline().get();
        Map<String, Dataset> byName = new HashMap<>();
        pipeline.sources().forEach((name, source) -> byName.put(name, new Dataset(name, source.format(), List.of())));
        List<JoinJob> joins = new ArrayList<>();
        Dataset last = null;
        for (PipelineSpec.Stage stage : pipeline.stages()) {
            if (stage instanceof PipelineSpec.Transform transform) {
                last = input(byName, transform.input()).then(transform.transform());
            } else {
                PipelineSpec.Join join = (PipelineSpec.Join) stage;
                joins.add(new JoinJob(join, input(byName, join.left()), input(byName, join.right())));
                last = new Dataset(join.name(), InputFormatSpec.ROWS, List.of());
            }
            byName.put(stage.name(), last);
        }
        if (last == null) {
            throw new IllegalArgumentException("A pipeline has one stage or more");
        }
        return new PipelinePlan(needed(joins, last), last);
    }

    /** The join of this name. */
    public JoinJob join(String name) {
        return joins.stream()
                .filter(join -> join.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No join is called [" + name + "]"));
    }

    private static Dataset input(Map<String, Dataset> byName, String name) {
        Dataset found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("No source or earlier stage is called [" + name + "]");
        }
        return found;
    }

    /** Leaves out joins that nothing reads. */
    private static List<JoinJob> needed(List<JoinJob> joins, Dataset last) {
        Set<String> read = new HashSet<>(Set.of(last.base()));
        List<JoinJob> needed = new ArrayList<>();
        for (int i = joins.size() - 1; i >= 0; i--) {
            JoinJob join = joins.get(i);
            if (read.contains(join.name())) {
                needed.add(0, join);
                join.inputs().forEach(input -> read.add(input.base()));
            }
        }
        return needed;
    }
}
