package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.IndexSpecFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Specs with a pipeline, and rows, for tests. */
final class PipelineFiles {
    private PipelineFiles() {}

    /** A spec of one day whose pipeline has these sources and stages. */
    static IndexSpecFile file(String sources, String stages) {
        String json = """
                {"spec": {"dataSchema": {"dataSource": "x", "dimensionsSpec": {"dimensions": ["a"]},
                   "granularitySpec": {"intervals": ["2020-01-02/P1D"]}}},
                 "pipeline": {"sources": {%s}, "stages": [%s]}}""".formatted(sources, stages);
        return IndexSpecFile.parse(json.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The stage of this JSON, over the inputs {@code l} and {@code r}, which have times. */
    static KeyedStage stage(String json) {
        String source = "\"%s\": {\"format\": \"json\", \"paths\": [\"p\"], \"timestampSpec\": {\"column\": \"t\"}}";
        PipelinePlan plan = PipelinePlan.of(file(source.formatted("l") + "," + source.formatted("r"), json));
        return plan.jobs().get(0).logic();
    }

    static Row row(Map<String, Object> fields) {
        Row row = new Row();
        fields.forEach(row::set);
        return row;
    }
}
