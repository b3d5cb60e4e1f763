package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;

/** The fields of {@code ioConfig.inputSpec}: which files are read, and which segments. */
final class InputFields {
    private static final Shape STATIC_INPUT = fields("type", "paths", "inputFormat");
    private static final Shape GRANULARITY_INPUT =
            fields("type", "dataGranularity", "inputPath", "filePattern", "pathFormat", "inputFormat");

    private static final Shape DATA_SOURCE_INPUT = fields("type", "maxSplitSize", "useNewAggs")
            .with(
                    "ingestionSpec",
                    fields(
                                    "dataSource",
                                    "intervals",
                                    "interval",
                                    "segments",
                                    "dimensions",
                                    "metrics",
                                    "ignoreWhenNoSegments")
                            .with("filter", FilterFields.FILTER)
                            .withReported("times are truncated by [granularitySpec.queryGranularity]", "granularity")
                            .withReported("transforms are the dataSchema's", "transformSpec"))
            .withReported("the visible segments are found when the run begins", "segments");

    static final Shape INPUT_SPEC = inputSpec();

    private static Shape inputSpec() {
        var choice = by("type")
                .with("static", STATIC_INPUT)
                .with("granularity", GRANULARITY_INPUT)
                .with("dataSource", DATA_SOURCE_INPUT)
                .withRefused(
                        "use [granularity]: a run over input that has not changed is recognised, and does nothing",
                        "granular_unprocessed");
        return choice.with("multi", fields("type").with("children", listOf(choice)));
    }

    private InputFields() {}
}
