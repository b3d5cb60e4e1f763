package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.json.JsonFields;

/** The time of the first row, of the last one, or of both. */
public final class TimeBoundaryQuery extends Query {
    /** Which end is asked for. */
    enum Bound {
        BOTH,
        MIN,
        MAX
    }

    private final Bound bound;

    private TimeBoundaryQuery(QueryHead head, Bound bound) {
        super(head);
        this.bound = bound;
    }

    static TimeBoundaryQuery read(JsonFields fields, ObjectNode json) {
        String text = fields.text("bound", "");
        Bound bound = switch (text) {
            case "" -> Bound.BOTH;
            case "minTime" -> Bound.MIN;
            case "maxTime" -> Bound.MAX;
            default -> throw fields.invalid("bound", "Unknown bound [" + text + "]: write one of [minTime, maxTime],");
        };
        return new TimeBoundaryQuery(QueryHead.read(fields, json, true), bound);
    }

    Bound bound() {
        return bound;
    }

    @Override
    Answering<?> answering() {
        return new TimeBoundaryAnswering(this);
    }
}
