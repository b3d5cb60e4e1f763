package io.isobar.cli.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.isobar.segment.Interval;
import io.isobar.segment.column.ColumnLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as JSON. */
final class ReportJson {
    private ReportJson() {}

    static ObjectNode of(SegmentReport report) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("path", report.path().toString())
                .put("interval", report.interval().toString())
                .put("rows", report.rows())
                .put("bytes", report.bytes());
        if (report.rows() > 0) {
            root.put("minTime", Interval.text(report.minTime())).put("maxTime", Interval.text(report.maxTime()));
        }
        report.metadata().queryGranularity().ifPresent(granularity -> root.set("queryGranularity", granularity));
        Boolean rollup = report.metadata().rollup();
        if (rollup != null) {
            root.put("rollup", rollup);
        }
        report.metadata().timestampSpec().ifPresent(timestampSpec -> root.set("timestampSpec", timestampSpec));
        root.putArray("aggregators").addAll(report.metadata().aggregators());
        ArrayNode columns = root.putArray("columns");
        report.columns().forEach(facts -> add(columns.addObject(), facts));
        ObjectNode others = root.putObject("otherFiles");
        report.otherFiles().forEach(others::put);
        ArrayNode rows = root.putArray("firstRows");
        for (List<@Nullable Object> row : report.firstRows()) {
            ObjectNode json = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                json.putRawValue(report.rowColumns().get(i), raw(row.get(i)));
            }
        }
        return root;
    }

    private static void add(ObjectNode json, ColumnFacts facts) {
        json.put("name", facts.name()).put("kind", facts.kind()).put("type", facts.type());
        if (facts.distinct() >= 0) {
            json.put("distinct", facts.distinct())
                    .put("multiValue", facts.multiValue())
                    .put("bitmaps", facts.bitmaps());
        }
        if (facts.nulls() >= 0) {
            json.put("nulls", facts.nulls());
        }
        if (facts.min() != null) {
            json.putRawValue("min", raw(facts.min()));
            json.putRawValue("max", raw(facts.max()));
        }
        facts.problem().ifPresent(problem -> json.put("problem", problem));
        facts.layout().ifPresent(layout -> {
            json.put("bytes", layout.bytes()).put("partType", layout.type());
            ArrayNode parts = json.putArray("parts");
            for (ColumnLayout.Part part : layout.parts()) {
                ObjectNode added = parts.addObject().put("name", part.name()).put("bytes", part.bytes());
                part.encoding().forEach(added::put);
            }
        });
    }

    private static RawValue raw(@Nullable Object value) {
        return new RawValue(RowText.json(value));
    }
}
