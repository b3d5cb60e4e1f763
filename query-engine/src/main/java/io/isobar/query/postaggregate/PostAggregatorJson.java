package io.isobar.query.postaggregate;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.batch.VirtualColumn;
import io.isobar.query.error.QueryException;
import io.isobar.query.json.JsonFields;
import io.isobar.query.postaggregate.Arithmetic.Operator;
import io.isobar.segment.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Druid's JSON of post-aggregators. Those within another may go without a name. */
final class PostAggregatorJson {
    private static final Set<String> NOT_YET = Set.of(
            "javascript",
            "thetaSketchEstimate",
            "thetaSketchSetOp",
            "thetaSketchConstant",
            "thetaSketchToString",
            "HLLSketchEstimate",
            "HLLSketchEstimateWithBounds",
            "HLLSketchUnion",
            "HLLSketchToString",
            "quantilesDoublesSketchToQuantile",
            "quantilesDoublesSketchToQuantiles",
            "quantilesDoublesSketchToHistogram",
            "quantilesDoublesSketchToRank",
            "quantilesDoublesSketchToCDF",
            "quantilesDoublesSketchToString",
            "quantile",
            "quantiles",
            "min",
            "max",
            "stddev",
            "equalBuckets",
            "customBuckets",
            "buckets",
            "quantileFromTDigestSketch",
            "quantilesFromTDigestSketch");

    private PostAggregatorJson() {}

    static PostAggregator read(JsonFields fields) {
        return read(fields, fields.text("name"));
    }

    private static PostAggregator nested(JsonFields fields) {
        return read(fields, fields.text("name", ""));
    }

    private static PostAggregator read(JsonFields fields, String name) {
        String type = fields.text("type");
        PostAggregator result = switch (type) {
            case "arithmetic" -> arithmetic(fields, name);
            case "fieldAccess", "finalizingFieldAccess", "hyperUniqueCardinality" ->
                new FieldAccess(name, fields.text("fieldName"));
            case "constant" -> new Constant(name, constant(fields));
            case "doubleGreatest" -> new Extreme(name, true, false, operands(fields, 1));
            case "doubleLeast" -> new Extreme(name, false, false, operands(fields, 1));
            case "longGreatest" -> new Extreme(name, true, true, operands(fields, 1));
            case "longLeast" -> new Extreme(name, false, true, operands(fields, 1));
            case "expression" -> computed(fields, name);
            default ->
                throw NOT_YET.contains(type)
                        ? QueryException.unsupported(fields.path("type"), "Post-aggregator of type [" + type + "]")
                        : fields.invalid("type", "Unknown type of post-aggregator [" + type + "]");
        };
        fields.end();
        return result;
    }

    private static PostAggregator arithmetic(JsonFields fields, String name) {
        String sign = fields.text("fn");
        Operator operator = Arrays.stream(Operator.values())
                .filter(known -> known.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> fields.invalid(
                        "fn", "Unknown operator [" + sign + "]: write one of [+, -, *, /, quotient, pow],"));
        fields.ignore("ordering"); // how rankings treat NaN; ours are total already
        return new Arithmetic(name, operator, operands(fields, 2));
    }

    private static PostAggregator computed(JsonFields fields, String name) {
        fields.ignore("ordering");
        ValueType type = fields.has("outputType") ? VirtualColumn.outputType(fields, ValueType.DOUBLE) : null;
        return new Computed(name, VirtualColumn.expression(fields, "expression"), type);
    }

    private static List<PostAggregator> operands(JsonFields fields, int atLeast) {
        List<PostAggregator> operands = fields.objects("fields", PostAggregatorJson::nested);
        if (operands.size() < atLeast) {
            throw fields.invalid(
                    "fields", "Expected [%d] or more fields, found [%d]".formatted(atLeast, operands.size()));
        }
        return operands;
    }

    private static Number constant(JsonFields fields) {
        JsonNode value = fields.required("value");
        if (!value.isNumber()) {
            throw fields.invalid("value", "Expected a number, found [" + value + "]");
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        return value.doubleValue();
    }
}
