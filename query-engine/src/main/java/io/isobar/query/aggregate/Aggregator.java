package io.isobar.query.aggregate;

import io.isobar.query.batch.BatchColumns;
import io.isobar.query.json.JsonFields;

/** The specification of one computed value. Immutable. */
public interface Aggregator {
    /** What the answer calls it. */
    String name();

    /** Values for groups, of which there are none yet. */
    AggregateState newState();

    /** What adds a segment's rows to values that {@link #newState()} made. */
    Accumulator accumulator(BatchColumns columns, AggregateState into);

    /** Reads Druid's JSON. */
    static Aggregator read(JsonFields fields) {
        return AggregatorJson.read(fields);
    }
}
