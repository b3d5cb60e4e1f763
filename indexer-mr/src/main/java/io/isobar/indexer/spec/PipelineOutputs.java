package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file with several {@code outputs}, taken apart: each gets the form that a file with one has, and of the pipeline only what
 * it needs. So a change of one output, or of stages that only it needs, leaves the others what they were.
 */
final class PipelineOutputs {
    private PipelineOutputs() {}

    static List<IndexSpecFile> read(JsonNode root, List<Notice> ofText, boolean lenient) {
        Findings findings = new Findings(lenient, SpecFields.druidNames(Envelope.OUTPUTS));
        SpecFields.of(Envelope.OUTPUTS).check(root, "", findings);
        findings.throwIfProblemsElseCorrect();
        SpecObject top = new SpecObject(root, "");
        if (!top.has("pipeline")) {
            throw new SpecException("pipeline", "is missing: it has the stages whose rows the outputs get");
        }
        PipelineSpec pipeline = PipelineSpec.read(top.object("pipeline"));
        List<IndexSpecFile> files = new ArrayList<>();
        Set<String> dataSources = new HashSet<>();
        for (SpecObject output : top.objects("outputs")) {
            String stage = output.text("stage", pipeline.output());
            if (pipeline.stage(stage).isEmpty() && !pipeline.sources().containsKey(stage)) {
                throw new SpecException(
                        output.at("stage"),
                        "is [" + stage + "], which no stage of the pipeline is: known are "
                                + pipeline.stages().stream()
                                        .map(StageSpec::name)
                                        .toList());
            }
            IngestionSpec spec = IngestionSpec.read(output.object("spec"), true);
            if (!dataSources.add(spec.dataSource())) {
                throw new SpecException(
                        output.at("spec.dataSchema.dataSource"),
                        "[" + spec.dataSource()
                                + "] is written by another output too: a batch replaces all of its time");
            }
            PipelineSpec some = pipeline.onlyFor(stage);
            List<Notice> notices = Stream.concat(ofText.stream(), findings.notices().stream())
                    .filter(notice -> notice.path().startsWith(output.path())
                            || (files.isEmpty() && !notice.path().startsWith("outputs")))
                    .toList();
            files.add(new IndexSpecFile(
                    spec, Optional.of(some), notices, SegmentsOrigin.UNKNOWN, json(root, some, output)));
        }
        if (files.isEmpty()) {
            throw new SpecException("outputs", "is missing: name the datasources that are written");
        }
        return List.copyOf(files);
    }

    private static JsonNode json(JsonNode root, PipelineSpec some, SpecObject output) {
        ObjectNode sources = JsonNodeFactory.instance.objectNode();
        some.sources()
                .keySet()
                .forEach(name ->
                        sources.set(name, root.path("pipeline").path("sources").path(name)));
        Set<String> names = new HashSet<>();
        some.stages().forEach(stage -> names.add(stage.name()));
        ArrayNode stages = JsonNodeFactory.instance.arrayNode();
        for (JsonNode stage : root.path("pipeline").path("stages")) {
            if (names.contains(stage.path("name").asText())) {
                stages.add(stage);
            }
        }
        ObjectNode pipeline = JsonNodeFactory.instance.objectNode();
        pipeline.set("sources", sources);
        pipeline.set("stages", stages);
        pipeline.put("output", some.output());
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("type", "index_hadoop");
        file.set("pipeline", pipeline);
        file.set("spec", output.json().path("spec"));
        return file;
    }
}
