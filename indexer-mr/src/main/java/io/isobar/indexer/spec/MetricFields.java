package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.FLAG;
import static io.isobar.indexer.spec.Shape.NUMBER;
import static io.isobar.indexer.spec.Shape.USED;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.Map;

/** Which metrics a spec may have, and which fields they. */
final class MetricFields {
    /** Metrics that Druid or an extension of it has, by what to take in their place. */
    private static final Map<String, List<String>> REFUSED = Map.of(
            "use [quantilesDoublesSketch]",
            List.of(
                    "approxHistogram",
                    "approxHistogramFold",
                    "fixedBucketsHistogram",
                    "histogram",
                    "tDigestSketch",
                    "momentSketch",
                    "momentSketchMerge",
                    "KllDoublesSketch",
                    "KllDoublesSketchMerge",
                    "KllFloatsSketch",
                    "KllFloatsSketchMerge",
                    "ddSketch",
                    "spectatorHistogram",
                    "spectatorHistogramTimer",
                    "spectatorHistogramDistribution"),
            "use [thetaSketch], [HLLSketchBuild] or [hyperUnique]",
            List.of(
                    "distinctCount",
                    "accurateCardinality",
                    "bitmap64ExactCountBuild",
                    "bitmap64ExactCountMerge",
                    "bloom",
                    "bloomMerge"),
            "make one column of the values by an expression in [transformSpec], and count it by [HLLSketchBuild] or"
                    + " [hyperUnique]",
            List.of("cardinality"),
            "make a column by an expression in [transformSpec], such as if(condition, x, null), and aggregate that one",
            List.of("expression", "javascript", "grouping"),
            "use [longMin] or [longMax] of a column that an expression in [transformSpec] makes of the time",
            List.of("timeMin", "timeMax"),
            "keep [count], and [doubleSum] of the value and of its square, which an expression in [transformSpec] makes",
            List.of("variance", "varianceFold", "doubleMean"),
            "use the First or Last of the same type",
            List.of(
                    "stringAny",
                    "longAny",
                    "doubleAny",
                    "floatAny",
                    "singleValue",
                    "stringFirstFold",
                    "stringLastFold",
                    "passthrough"),
            "use [thetaSketch] for the keys, and [doubleSum] for the values",
            List.of("arrayOfDoublesSketch"),
            "use [doubleSum], or [longSum] of a whole number that an expression in [transformSpec] makes",
            List.of(
                    "compressedBigDecimal",
                    "compressedBigDecimalSum",
                    "compressedBigDecimalMin",
                    "compressedBigDecimalMax",
                    "bigDecimalSum"));

    /** The list {@code metricsSpec}. */
    static final Shape LIST = metrics();

    private MetricFields() {}

    private static Shape metrics() {
        var numeric = fields("type", "name", "fieldName", "expression");
        var choice = by("type");
        choice.with(
                        FilterWrapper.TYPE,
                        fields("type", "name")
                                .with("filter", FilterFields.FILTER)
                                .with("aggregator", choice))
                .with("count", fields("type", "name"))
                .with(
                        "hyperUnique",
                        fields("type", "name", "fieldName")
                                .with("isInputHyperUnique", FLAG)
                                .withReported("rounding is decided by the query", "round"));
        REFUSED.forEach((why, types) -> choice.withRefused(why, types.toArray(String[]::new)));
        for (String type : new String[] {"long", "double", "float"}) {
            for (String operation : new String[] {"Sum", "Min", "Max"}) {
                choice.with(type + operation, numeric);
            }
        }
        choice.withAlias("min", "doubleMin", Map.of()).withAlias("max", "doubleMax", Map.of()); // up to Druid 0.8
        for (String edge : new String[] {"First", "Last"}) {
            for (String type : new String[] {"long", "double", "float"}) {
                choice.with(type + edge, fields("type", "name", "fieldName", "timeColumn"));
            }
            choice.with(
                    "string" + edge,
                    fields("type", "name", "fieldName", "timeColumn")
                            .with("maxStringBytes", NUMBER)
                            .withReported(
                                    "Druid passes over it since 0.14; wrap the metric in [filtered]",
                                    "filterNullValues"));
        }
        for (String type : new String[] {"HLLSketchBuild", "HLLSketchMerge", "HLLSketch"}) {
            choice.with(
                    type,
                    sketch("tgtHllType", "stringEncoding").with("lgK", NUMBER).with("round", FLAG));
        }
        Shape quantiles = sketch().with("k", NUMBER).with("maxStreamLength", NUMBER);
        return listOf(choice.with(
                        "thetaSketch",
                        sketch().with("size", NUMBER)
                                .with("isInputThetaSketch", FLAG)
                                .with("errorBoundsStdDev", NUMBER))
                .withAlias("sketchBuild", "thetaSketch", Map.of("isInputThetaSketch", BooleanNode.FALSE))
                .withAlias("sketchMerge", "thetaSketch", Map.of("isInputThetaSketch", BooleanNode.TRUE))
                .with("quantilesDoublesSketch", quantiles)
                .with("quantilesDoublesSketchMerge", quantiles));
    }

    private static Fields sketch(String... settings) {
        return fields(settings)
                .with("type", USED)
                .with("name", USED)
                .with("fieldName", USED)
                .with("shouldFinalize", FLAG);
    }
}
