package io.isobar.query.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.aggregate.NumericAggregator.Fold;
import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.filter.Filter;
import io.isobar.query.json.JsonFields;
import io.isobar.segment.ValueType;
import java.util.List;
import java.util.Set;

/** Druid's JSON of aggregators. */
final class AggregatorJson {
    private static final Set<String> NOT_YET = Set.of(
            "doubleMean",
            "longFirst",
            "longLast",
            "longAny",
            "doubleFirst",
            "doubleLast",
            "doubleAny",
            "floatFirst",
            "floatLast",
            "floatAny",
            "stringFirst",
            "stringLast",
            "stringAny",
            "stringFirstFold",
            "stringLastFold",
            "histogram",
            "javascript",
            "grouping",
            "expression",
            "singleValue",
            "thetaSketch",
            "HLLSketchBuild",
            "HLLSketchMerge",
            "quantilesDoublesSketch",
            "quantilesDoublesSketchMerge",
            "KllDoublesSketch",
            "KllFloatsSketch",
            "arrayOfDoublesSketch",
            "approxHistogram",
            "approxHistogramFold",
            "fixedBucketsHistogram",
            "variance",
            "varianceFold",
            "tDigestSketch",
            "bloom",
            "distinctCount",
            "timeMin",
            "timeMax",
            "ddSketch",
            "spectatorHistogram",
            "momentSketch");

    private AggregatorJson() {}

    static Aggregator read(JsonFields fields) {
        String type = fields.text("type");
        Aggregator aggregator = switch (type) {
            case "count" -> new CountAggregator(fields.text("name"));
            case "longSum" -> numeric(fields, ValueType.LONG, Fold.SUM);
            case "longMin" -> numeric(fields, ValueType.LONG, Fold.MIN);
            case "longMax" -> numeric(fields, ValueType.LONG, Fold.MAX);
            case "doubleSum" -> numeric(fields, ValueType.DOUBLE, Fold.SUM);
            case "doubleMin" -> numeric(fields, ValueType.DOUBLE, Fold.MIN);
            case "doubleMax" -> numeric(fields, ValueType.DOUBLE, Fold.MAX);
            case "floatSum" -> numeric(fields, ValueType.FLOAT, Fold.SUM);
            case "floatMin" -> numeric(fields, ValueType.FLOAT, Fold.MIN);
            case "floatMax" -> numeric(fields, ValueType.FLOAT, Fold.MAX);
            case "hyperUnique" -> hyperUnique(fields);
            case "cardinality" -> cardinality(fields);
            case "filtered" -> filtered(fields);
            default -> throw unknown(fields, type);
        };
        fields.end();
        return aggregator;
    }

    private static Aggregator numeric(JsonFields fields, ValueType type, Fold fold) {
        boolean computed = fields.has("expression");
        if (computed == fields.has("fieldName")) {
            throw fields.invalid("fieldName", "An aggregator needs either a fieldName or an expression");
        }
        return new NumericAggregator(
                fields.text("name"),
                type,
                fold,
                fields.textOrNull("fieldName"),
                computed ? VirtualColumn.expression(fields, "expression") : null);
    }

    private static Aggregator hyperUnique(JsonFields fields) {
        fields.ignore("isInputHyperUnique"); // of use to ingestion only
        return new HyperUniqueAggregator(fields.text("name"), fields.text("fieldName"), fields.flag("round", false));
    }

    private static Aggregator cardinality(JsonFields fields) {
        if (fields.flag("byRow", false)) {
            throw QueryException.unsupported(fields.path("byRow"), "Counting of distinct rows");
        }
        List<String> columns = fields.list(fields.has("fields") ? "fields" : "fieldNames", AggregatorJson::column);
        if (columns.isEmpty()) {
            throw fields.invalid("fields", "An aggregator of distinct values needs at least one column");
        }
        return new CardinalityAggregator(fields.text("name"), columns, fields.flag("round", false));
    }

    /** A name, or Druid's dimension spec of type {@code default}, whose output nobody sees here. */
    private static String column(JsonNode node, String path) {
        if (!node.isObject()) {
            return JsonFields.text(node, path);
        }
        JsonFields spec = JsonFields.of(node, path);
        String type = spec.text("type", "default");
        if (!type.equals("default")) {
            throw QueryException.unsupported(spec.path("type"), "Dimension spec of type [" + type + "]");
        }
        spec.ignore("outputName", "outputType");
        String column = spec.text("dimension");
        spec.end();
        return column;
    }

    private static Aggregator filtered(JsonFields fields) {
        Aggregator delegate = read(fields.object("aggregator"));
        return new FilteredAggregator(
                fields.text("name", delegate.name()), Filter.read(fields.object("filter")), delegate);
    }

    private static QueryException unknown(JsonFields fields, String type) {
        return NOT_YET.contains(type)
                ? QueryException.unsupported(fields.path("type"), "Aggregator of type [" + type + "]")
                : fields.invalid("type", "Unknown type of aggregator [" + type + "]");
    }
}
