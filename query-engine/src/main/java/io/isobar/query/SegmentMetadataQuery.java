package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.error.QueryException;
import io.isobar.query.json.JsonFields;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What segments say about themselves: their columns, sizes, and how they were built. */
public final class SegmentMetadataQuery extends Query {
    /** A part of the answer that costs something, or that not everyone wants. */
    enum Analysis {
        CARDINALITY,
        INTERVAL,
        MINMAX,
        SIZE,
        TIMESTAMPSPEC,
        QUERYGRANULARITY,
        AGGREGATORS,
        ROLLUP,
        PROJECTIONS
    }

    private static final Set<Analysis> DEFAULT = EnumSet.of(Analysis.CARDINALITY, Analysis.INTERVAL, Analysis.MINMAX);

    private final Set<Analysis> analyses;
    private final @Nullable Set<String> columns;
    private final boolean merge;
    private final boolean lenient;

    private SegmentMetadataQuery(
            QueryHead head, Set<Analysis> analyses, @Nullable Set<String> columns, boolean merge, boolean lenient) {
        super(head);
        this.analyses = analyses;
        this.columns = columns;
        this.merge = merge;
        this.lenient = lenient;
    }

    static SegmentMetadataQuery read(JsonFields fields, ObjectNode json) {
        Set<Analysis> analyses = DEFAULT;
        if (fields.has("analysisTypes")) {
            analyses = EnumSet.noneOf(Analysis.class);
            analyses.addAll(fields.list("analysisTypes", SegmentMetadataQuery::analysis));
        }
        String strategy = fields.text("aggregatorMergeStrategy", "strict");
        boolean lenient = fields.flag("lenientAggregatorMerge", false) || strategy.equals("lenient");
        if (!Set.of("strict", "lenient").contains(strategy)) {
            throw Set.of("earliest", "latest").contains(strategy)
                    ? QueryException.unsupported(fields.path("aggregatorMergeStrategy"), "Strategy [" + strategy + "]")
                    : fields.invalid("aggregatorMergeStrategy", "Unknown strategy [" + strategy + "]");
        }
        fields.ignore("usingDefaultInterval");
        return new SegmentMetadataQuery(
                QueryHead.read(fields, json, true), analyses, included(fields), fields.flag("merge", false), lenient);
    }

    private static Analysis analysis(JsonNode node, String path) {
        String text = JsonFields.text(node, path);
        for (Analysis analysis : Analysis.values()) {
            if (analysis.name().equals(text.toUpperCase(Locale.ROOT))) {
                return analysis;
            }
        }
        throw QueryException.invalid(path, "Unknown type of analysis [" + text + "]");
    }

    private static @Nullable Set<String> included(JsonFields fields) {
        JsonFields toInclude = fields.objectOrNull("toInclude", object -> object);
        if (toInclude == null) {
            return null;
        }
        String type = toInclude.text("type");
        Set<String> columns = switch (type) {
            case "all" -> null;
            case "none" -> Set.of();
            case "list" -> Set.copyOf(toInclude.texts("columns"));
            default -> throw toInclude.invalid("type", "Unknown type [" + type + "]: write one of [all, none, list],");
        };
        toInclude.end();
        return columns;
    }

    boolean wants(Analysis analysis) {
        return analyses.contains(analysis);
    }

    /** The columns to tell about; null for all. */
    @Nullable
    Set<String> columns() {
        return columns;
    }

    /** Whether one answer is given for all segments. */
    boolean merge() {
        return merge;
    }

    /** Whether merging keeps the aggregators that agree where others don't. */
    boolean lenient() {
        return lenient;
    }

    List<String> columnsIn(List<String> segmentColumns) {
        Set<String> wanted = columns;
        return wanted == null
                ? segmentColumns
                : segmentColumns.stream().filter(wanted::contains).toList();
    }

    @Override
    Answering<?> answering() {
        return new SegmentMetadataAnswering(this);
    }
}
