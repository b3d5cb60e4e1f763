package io.isobar.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.SegmentMetadataQuery.Analysis;
import io.isobar.query.batch.Deadline;
import io.isobar.query.wire.WireReader;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.SegmentMetadata;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.ComplexColumn;
import io.isobar.segment.column.NestedColumn;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What segments say about themselves. Sizes, which Druid only estimates, are given as 0. */
final class SegmentMetadataAnswering extends Answering<SegmentMetadataPartial> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SegmentMetadataQuery query;

    SegmentMetadataAnswering(SegmentMetadataQuery query) {
        super(query, SegmentMetadataPartial.class);
        this.query = query;
    }

    @Override
    SegmentMetadataPartial run(SegmentId id, Segment segment, Deadline deadline) {
        ObjectNode analysis = JsonNodeFactory.instance.objectNode();
        analysis.put("id", id.toString());
        if (query.wants(Analysis.INTERVAL)) {
            analysis.putArray("intervals").add(segment.interval().toString());
        } else {
            analysis.putNull("intervals");
        }
        ObjectNode columns = analysis.putObject("columns");
        for (String name : query.columnsIn(segment.columnNames())) {
            columns.set(name, column(segment.column(name).orElse(null)));
        }
        analysis.put("size", 0);
        analysis.put("numRows", segment.rows());
        describeBuild(analysis, segment.metadata());
        return new SegmentMetadataPartial(id, analysis);
    }

    private ObjectNode column(@Nullable Column column) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        StringColumn texts = column instanceof StringColumn stored ? stored : null;
        String type = column == null ? "STRING" : column.type().name();
        String signature = type;
        if (column instanceof ComplexColumn complex) {
            type = complex.typeName();
            signature = "COMPLEX<" + type + ">";
        }
        if (column instanceof NestedColumn nested) {
            signature = nested.typeName();
            type = signature.startsWith("ARRAY<") ? "ARRAY" : "json";
        }
        json.put("typeSignature", signature);
        json.put("type", type);
        json.put("hasMultipleValues", texts != null && texts.multiValue());
        json.put("hasNulls", hasNulls(column));
        json.put("size", 0);
        json.putNull("cardinality");
        json.putNull("minValue");
        json.putNull("maxValue");
        json.putNull("errorMessage");
        if (query.wants(Analysis.CARDINALITY) && (texts != null || column == null)) {
            json.put("cardinality", texts == null ? 1 : texts.cardinality());
        }
        if (query.wants(Analysis.MINMAX) && texts != null && texts.cardinality() > 0) {
            json.put("minValue", texts.value(0));
            json.put("maxValue", texts.value(texts.cardinality() - 1));
        }
        return json;
    }

    private static boolean hasNulls(@Nullable Column column) {
        if (column instanceof StringColumn texts) {
            return texts.idOf(null) >= 0;
        }
        // Of sketches nobody keeps which ones are null.
        return !(column instanceof NumericColumn numbers) || !numbers.nulls().isEmpty();
    }

    private void describeBuild(ObjectNode analysis, SegmentMetadata metadata) {
        analysis.putNull("aggregators");
        if (query.wants(Analysis.AGGREGATORS) && !metadata.aggregators().isEmpty()) {
            ObjectNode aggregators = analysis.putObject("aggregators");
            metadata.aggregators()
                    .forEach(aggregator ->
                            aggregators.set(aggregator.path("name").asText(), aggregator));
        }
        set(
                analysis,
                "timestampSpec",
                Analysis.TIMESTAMPSPEC,
                metadata.timestampSpec().orElse(null));
        set(
                analysis,
                "queryGranularity",
                Analysis.QUERYGRANULARITY,
                metadata.queryGranularity().orElse(null));
        analysis.putNull("rollup");
        if (query.wants(Analysis.ROLLUP) && metadata.rollup() != null) {
            analysis.put("rollup", metadata.rollup());
        }
    }

    private void set(ObjectNode analysis, String field, Analysis wanted, @Nullable JsonNode value) {
        if (value != null && query.wants(wanted)) {
            analysis.set(field, value);
        } else {
            analysis.putNull(field);
        }
    }

    @Override
    void finish(Iterable<SegmentMetadataPartial> partials, JsonGenerator json) throws IOException {
        json.writeStartArray();
        if (query.merge()) {
            ObjectNode merged = null;
            for (SegmentMetadataPartial partial : partials) {
                merged = merged == null
                        ? partial.analysis().deepCopy()
                        : AnalysisMerge.merge(merged, partial.analysis(), query.lenient());
            }
            if (merged != null) {
                JSON.writeTree(json, merged.put("id", "merged"));
            }
        } else {
            for (SegmentMetadataPartial partial : partials) {
                JSON.writeTree(json, partial.analysis());
            }
        }
        json.writeEndArray();
    }

    @Override
    SegmentMetadataPartial read(SegmentId id, WireReader in) throws IOException {
        return SegmentMetadataPartial.read(id, in);
    }
}
