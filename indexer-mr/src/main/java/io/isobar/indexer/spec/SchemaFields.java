package io.isobar.indexer.spec;

import static io.isobar.indexer.spec.Shape.FLAG;
import static io.isobar.indexer.spec.Shape.by;
import static io.isobar.indexer.spec.Shape.fields;
import static io.isobar.indexer.spec.Shape.listOf;
import static io.isobar.indexer.spec.Shape.only;
import static io.isobar.indexer.spec.Shape.plainOr;

/** The fields of {@code timestampSpec} and {@code dimensionsSpec}, which may stand in a parseSpec or beside the parser. */
final class SchemaFields {
    static final Shape TIMESTAMP = fields("column", "format", "missingValue");

    private static final Shape TYPED =
            fields("type", "name", "multiValueHandling").with("createBitmapIndex", FLAG);
    private static final Shape DIMENSION = plainOr(by("type")
            .withDefaultInOtherCase("string")
            .with("string", TYPED)
            .with("long", TYPED)
            .with("float", TYPED)
            .with("double", TYPED)
            .withRefused("dimensions are string, long, float or double", "spatial", "json", "auto"));

    static final Shape DIMENSIONS = fields("dimensionExclusions", "includeAllDimensions")
            .with("dimensions", listOf(DIMENSION))
            .withRefused("spatial columns can't be written", "spatialDimensions")
            .withRefused("types are not discovered: list the dimensions with their types", "useSchemaDiscovery")
            .with("forceSegmentSortByTime", only("true", "segments are sorted by time first"));

    private SchemaFields() {}
}
