package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;

/** The fields of {@code ioConfig.inputSpec}: where the files are. */
final class InputFields {
    private static final Shape STATIC_INPUT = fields("type", "paths", "inputFormat");
    private static final Shape GRANULARITY_INPUT =
            fields("type", "dataGranularity", "inputPath", "filePattern", "pathFormat", "inputFormat");

    static final Shape INPUT_SPEC = inputSpec();

    private static Shape inputSpec() {
        var choice = by("type")
                .with("static", STATIC_INPUT)
                .with("granularity", GRANULARITY_INPUT)
                .withRefused(
                        "reading segments back is not part of this; index from the raw files",
                        "dataSource",
                        "granular_unprocessed");
        return choice.with("multi", fields("type").with("children", listOf(choice)));
    }

    private InputFields() {}
}
