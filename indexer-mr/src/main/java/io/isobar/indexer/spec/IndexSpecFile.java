package io.isobar.indexer.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isobar.segment.Interval;
import io.isobar.segment.build.SegmentSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A spec file as read: what to do, and what its owner should know.
 *
 * <p>Three envelopes are taken: Druid's task ({@code {"type": "index_hadoop", "spec": {…}}}), what its {@code index hadoop}
 * command read ({@code {"dataSchema": …, "ioConfig": …, "tuningConfig": …}}), and the parts of one segment
 * ({@code dimensionsSpec}, {@code metricsSpec}, {@code interval}, … side by side). The first two may have the form of Druid
 * 0.6, see {@link Druid06Form}.
 *
 * @param spec what to index
 * @param pipeline the stages before it
 * @param notices fields that were accepted and have no effect
 * @param origin where segments that are read are found
 * @param json the file itself, without fields that have no effect: it travels to tasks, and those of Druid's metadata have a
 *     password
 */
public record IndexSpecFile(
        IngestionSpec spec,
        Optional<PipelineSpec> pipeline,
        List<Notice> notices,
        SegmentsOrigin origin,
        JsonNode json) {
    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public IndexSpecFile {
        notices = List.copyOf(notices);
    }

    /**
     * Reads and checks a spec.
     *
     * @param lenient names that no Druid had are notices, not errors
     * @throws SpecException names the path of each field that is wrong
     */
    public static IndexSpecFile parse(byte[] bytes, boolean lenient) {
        return parse(bytes, lenient, Map.of());
    }

    /**
     * As {@link #parse(byte[], boolean)}.
     *
     * @param variables in paths and intervals, <code>${name}</code> stands for their values
     */
    public static IndexSpecFile parse(byte[] bytes, boolean lenient, Map<String, String> variables) {
        return parse(SpecText.read(bytes), variables, lenient);
    }

    /**
     * Reads and checks a file that may have several outputs: each becomes a file of its own, with the stages that it needs.
     * Any other file is the only one.
     */
    public static List<IndexSpecFile> parseAll(byte[] bytes, boolean lenient, Map<String, String> variables) {
        return parseAll(SpecText.read(bytes), variables, lenient);
    }

    /**
     * As {@link #parseAll(byte[], boolean, Map)}.
     *
     * @param intervals stand in the place of those of the spec: for each output, in the order of the file, its own
     */
    public static List<IndexSpecFile> parseAll(
            byte[] bytes, boolean lenient, Map<String, String> variables, List<List<Interval>> intervals) {
        SpecText text = SpecText.read(bytes);
        SpecIntervals.replace(text.root(), intervals);
        return parseAll(text, variables, lenient);
    }

    private static List<IndexSpecFile> parseAll(SpecText text, Map<String, String> variables, boolean lenient) {
        return Envelope.of(text.root()) == Envelope.OUTPUTS
                ? PipelineOutputs.read(PathVariables.replace(text.root(), variables), text.notices(), lenient)
                : List.of(parse(text, variables, lenient));
    }

    private static IndexSpecFile parse(SpecText text, Map<String, String> variables, boolean lenient) {
        try {
            return parseInLaterForm(text, variables, lenient);
        } catch (SpecException e) {
            throw text.told(e);
        }
    }

    private static IndexSpecFile parseInLaterForm(SpecText text, Map<String, String> variables, boolean lenient) {
        JsonNode root = PathVariables.replace(text.root(), variables);
        Envelope envelope = Envelope.of(root);
        if (envelope == Envelope.OUTPUTS) {
            throw new SpecException("outputs", "can't be used here: give a spec with one output");
        }
        SpecObject top = new SpecObject(root, "");
        SpecObject spec = envelope == Envelope.TASK ? top.object("spec") : top;
        Findings findings = new Findings(lenient, SpecFields.druidNames(envelope));
        SpecFields.of(envelope).check(root, "", findings);
        Optional<DruidTables> druid =
                envelope == Envelope.ONE_SEGMENT ? Optional.empty() : DruidTables.read(spec.object("ioConfig"));
        findings.throwIfProblemsElseCorrect();
        List<Notice> notices = text.told(findings.notices());
        if (envelope == Envelope.ONE_SEGMENT) {
            return new IndexSpecFile(
                    IngestionSpec.readOneSegment(top), Optional.empty(), notices, SegmentsOrigin.UNKNOWN, root);
        }
        Optional<PipelineSpec> pipeline =
                top.has("pipeline") ? Optional.of(PipelineSpec.read(top.object("pipeline"))) : Optional.empty();
        return new IndexSpecFile(
                IngestionSpec.read(spec, pipeline.isPresent()), pipeline, notices, SegmentsOrigin.of(druid), root);
    }

    /**
     * The same spec, whose segments are found as told; what that leaves open, the spec decides. Once it is decided who lists
     * them, nothing changes it.
     */
    public IndexSpecFile withOrigin(SegmentsOrigin told) {
        boolean decided = origin.from() != SegmentsOrigin.From.EITHER;
        return decided ? this : new IndexSpecFile(spec, pipeline, notices, told.orElse(origin), json);
    }

    /**
     * What a spec without a pipeline reads.
     *
     * @throws SpecException if it names no input, which is enough to build a segment from rows at hand
     */
    public InputPaths requireInput() {
        return spec.input()
                .orElseThrow(() -> new SpecException(
                        "ioConfig.inputSpec", "is missing: name the input there, or give a [pipeline]"));
    }

    /** How to build a segment of this interval. */
    public SegmentSpec toSegmentSpec(Interval interval) {
        return spec.toSegmentSpec(interval);
    }

    /** The file with sorted keys and no white space: equal for specs that ask for the same. */
    public String canonical() {
        try {
            return CANONICAL.writeValueAsString(CANONICAL.treeToValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree that was parsed can be written", e);
        }
    }
}
