package io.isobar.indexer.pipeline;

import io.isobar.indexer.spec.PipelineSpec;
import java.util.List;

/** A job that joins two datasets; its output has the join's name. */
public record JoinJob(PipelineSpec.Join join, Dataset left, Dataset right) {
    public String name() {
        return join.name();
    }

    /** Left first, as the numbers of the sides have it. */
    public List<Dataset> inputs() {
        return List.of(left, right);
    }
}
