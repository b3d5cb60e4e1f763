package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.query.aggregate.Aggregator;
import io.isobar.query.group.DimensionSpec;
import io.isobar.query.group.Grouping;
import io.isobar.query.group.Grouping.EmptyRows;
import io.isobar.query.json.JsonFields;
import io.isobar.query.postaggregate.PostAggregator;
import io.isobar.segment.time.Granularity;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What timeseries, topN and groupBy have in common: groups, and what is computed from them.
 *
 * @param grouping groups and their aggregators
 * @param postAggregators what is computed from a group's aggregators
 */
record Computation(Grouping grouping, List<PostAggregator> postAggregators) {
    /** Reads granularity, aggregations and postAggregations; no two outputs may have one name. */
    static Computation read(JsonFields fields, List<DimensionSpec> dimensions, EmptyRows emptyRows) {
        List<Aggregator> aggregators = fields.objects("aggregations", Aggregator::read);
        List<PostAggregator> postAggregators = fields.objects("postAggregations", PostAggregator::read);
        Set<String> names = new LinkedHashSet<>();
        dimensions.forEach(dimension -> addOnce(fields, "dimensions", names, dimension.outputName()));
        aggregators.forEach(aggregator -> addOnce(fields, "aggregations", names, aggregator.name()));
        for (PostAggregator postAggregator : postAggregators) {
            Set<String> missing = new HashSet<>(postAggregator.inputs());
            missing.removeAll(names);
            if (!missing.isEmpty()) {
                throw fields.invalid(
                        "postAggregations",
                        "Post-aggregator [%s] needs %s, but before it there are only %s"
                                .formatted(postAggregator.name(), missing, names));
            }
            addOnce(fields, "postAggregations", names, postAggregator.name());
        }
        return new Computation(
                new Grouping(granularity(fields), dimensions, aggregators, emptyRows), List.copyOf(postAggregators));
    }

    private static void addOnce(JsonFields fields, String field, Set<String> names, String name) {
        if (!names.add(name)) {
            throw fields.invalid(field, "Two outputs have the name [" + name + "]: give each its own");
        }
    }

    private static Granularity granularity(JsonFields fields) {
        JsonNode node = fields.node("granularity");
        if (node == null) {
            return Granularity.ALL;
        }
        try {
            return Granularity.fromJson(node);
        } catch (IllegalArgumentException e) {
            throw fields.invalid("granularity", String.valueOf(e.getMessage()));
        }
    }
}
