package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.group.DimensionSpec;
import io.isobar.query.group.Grouping.EmptyRows;
import io.isobar.query.json.JsonFields;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first values of one dimension by some ranking, for each bucket of time.
 *
 * <p>Approximate as in Druid: of each segment only the first {@code max(threshold, minTopNThreshold)} values take part
 * (context {@code minTopNThreshold}, default 1000). What takes part is merged exactly: unlike Druid's, the answer does
 * not depend on how segments were spread over servers. Equal ranks are ordered by the dimension's value, nulls first.
 * As in Druid a row where a dimension of several values has none counts to nothing, whereas groupBy counts it to null.
 */
public final class TopNQuery extends Query {
    private static final int MAX_THRESHOLD = 100_000;

    private final Computation computation;
    private final DimensionSpec dimension;
    private final Ranking ranking;
    private final int threshold;

    private TopNQuery(
            QueryHead head, Computation computation, DimensionSpec dimension, Ranking ranking, int threshold) {
        super(head);
        this.computation = computation;
        this.dimension = dimension;
        this.ranking = ranking;
        this.threshold = threshold;
    }

    static TopNQuery read(JsonFields fields, ObjectNode json) {
        DimensionSpec dimension = DimensionSpec.read(fields.required("dimension"), fields.path("dimension"));
        Computation computation = Computation.read(fields, List.of(dimension), EmptyRows.LEFT_OUT);
        Ranking ranking = Ranking.read(fields.required("metric"), fields.path("metric"));
        if (ranking.metric() != null && !names(computation).anyMatch(ranking.metric()::equals)) {
            throw fields.invalid(
                    "metric",
                    "Metric [%s] is none of the outputs %s"
                            .formatted(ranking.metric(), names(computation).toList()));
        }
        return new TopNQuery(QueryHead.read(fields, json, false), computation, dimension, ranking, (int)
                fields.integer("threshold", 1, MAX_THRESHOLD));
    }

    private static Stream<String> names(Computation computation) {
        return Stream.concat(
                computation.grouping().aggregators().stream().map(aggregator -> aggregator.name()),
                computation.postAggregators().stream().map(postAggregator -> postAggregator.name()));
    }

    Computation computation() {
        return computation;
    }

    DimensionSpec dimension() {
        return dimension;
    }

    Ranking ranking() {
        return ranking;
    }

    int threshold() {
        return threshold;
    }

    /** How many values of a bucket one segment contributes. */
    int keptPerSegment() {
        return Math.max(threshold, settings().minTopNThreshold());
    }

    @Override
    Answering<?> answering() {
        return new TopNAnswering(this);
    }
}
