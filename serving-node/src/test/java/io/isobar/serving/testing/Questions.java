package io.isobar.serving.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.isobar.serving.http.PeerAnswer;

/** Queries that tests ask, and what their answers say. */
public final class Questions {
    private Questions() {}

    /** Which releases the rows of all days are of, and what they add up to. */
    public static String whichRelease(String context) {
        return """
                {"queryType": "timeseries", "dataSource": "flights", "granularity": "all",
                 "intervals": "2001-01-01/2001-01-07",
                 "aggregations": [
                   {"type": "count", "name": "rows"},
                   {"type": "longSum", "name": "w", "fieldName": "w"},
                   {"type": "longMin", "name": "least", "fieldName": "rel_min"},
                   {"type": "longMax", "name": "greatest", "fieldName": "rel_max"}],
                 "context": {%s}}
                """.formatted(context);
    }

    public static String whichRelease() {
        return whichRelease("");
    }

    /** A sum of floating-point numbers for each origin: differs in its last bits unless it is added up in one order. */
    public static String sumsByOrigin() {
        return """
                {"queryType": "groupBy", "dataSource": "flights", "granularity": "all",
                 "intervals": "2001-01-01/2001-01-07", "dimensions": ["origin"],
                 "aggregations": [{"type": "doubleSum", "name": "d", "fieldName": "d"}]}
                """;
    }

    /** The one release that all rows of an answer to {@link #whichRelease} are of; -1 if they are of several. */
    public static long releaseOf(PeerAnswer answer) {
        JsonNode result = TestDataCenter.json(answer).path(0).path("result");
        long least = result.path("least").asLong(-1);
        boolean whole = result.path("w").asLong() == TestPublisher.total(least)
                && result.path("rows").asLong() == 2L * TestPublisher.DAYS * TestPublisher.ROWS;
        return whole && least == result.path("greatest").asLong(-2) ? least : -1;
    }
}
