package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;

import java.util.stream.Stream;

/** Which metrics a spec may have, and which fields they. */
final class MetricFields {
    /** The list {@code metricsSpec}. */
    static final Shape LIST = metrics();

    private MetricFields() {}

    private static Shape metrics() {
        var numeric = fields("type", "name", "fieldName")
                .withRefused("compute the column in [transformSpec], and name it in [fieldName]", "expression");
        var choice = by("type")
                .with("count", fields("type", "name"))
                .with(
                        "hyperUnique",
                        fields("type", "name", "fieldName", "isInputHyperUnique")
                                .withReported("rounding is decided by the query", "round"))
                .withRefused(
                        "metrics are count, {long,double,float}{Sum,Min,Max}, {long,double,float,string}{First,Last}, hyperUnique,"
                                + " thetaSketch, HLLSketchBuild, HLLSketchMerge, quantilesDoublesSketch{,Merge}",
                        "cardinality",
                        "arrayOfDoublesSketch",
                        "KllDoublesSketch",
                        "KllFloatsSketch",
                        "approxHistogram",
                        "approxHistogramFold",
                        "fixedBucketsHistogram",
                        "momentSketch",
                        "tDigestSketch",
                        "variance",
                        "varianceFold",
                        "bloom",
                        "histogram",
                        "javascript",
                        "filtered",
                        "stringAny",
                        "stringFirstFold",
                        "stringLastFold",
                        "longAny",
                        "doubleAny",
                        "doubleMean",
                        "floatAny",
                        "timeMin",
                        "timeMax",
                        "expression",
                        "singleValue",
                        "compressedBigDecimal",
                        "ddSketch",
                        "spectatorHistogram");
        for (String type : new String[] {"long", "double", "float"}) {
            for (String operation : new String[] {"Sum", "Min", "Max"}) {
                choice.with(type + operation, numeric);
            }
        }
        for (String edge : new String[] {"First", "Last"}) {
            for (String type : new String[] {"long", "double", "float"}) {
                choice.with(type + edge, fields("type", "name", "fieldName", "timeColumn"));
            }
            choice.with("string" + edge, fields("type", "name", "fieldName", "timeColumn", "maxStringBytes"));
        }
        for (String type : new String[] {"HLLSketchBuild", "HLLSketchMerge", "HLLSketch"}) {
            choice.with(type, sketch("lgK", "tgtHllType", "stringEncoding", "round"));
        }
        return listOf(choice.with("thetaSketch", sketch("size", "isInputThetaSketch", "errorBoundsStdDev"))
                .with("quantilesDoublesSketch", sketch("k", "maxStreamLength"))
                .with("quantilesDoublesSketchMerge", sketch("k", "maxStreamLength")));
    }

    private static Shape sketch(String... settings) {
        return fields(Stream.concat(Stream.of("type", "name", "fieldName", "shouldFinalize"), Stream.of(settings))
                .toArray(String[]::new));
    }
}
