package io.isobar.query.postaggregate;

import io.isobar.query.json.JsonFields;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value computed from a row of an answer. Immutable. */
public interface PostAggregator {
    /** What the answer calls it. */
    String name();

    /** The value for a row that has its dimensions, aggregators and earlier post-aggregators by name. */
    @Nullable
    Object compute(Map<String, @Nullable Object> row);

    /** The names that the row must have. */
    Set<String> inputs();

    /** Reads Druid's JSON. */
    static PostAggregator read(JsonFields fields) {
        return PostAggregatorJson.read(fields);
    }
}
