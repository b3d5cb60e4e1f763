package io.isobar.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.json.JsonFields;

/**
 * A query's {@code context}: settings that callers send along. Druid's many are accepted; those that change something
 * here are read once, with the query.
 *
 * @param json all of it, as it came
 * @param timeoutMillis {@code timeout}: how long one run may take, 0 (the default) for no limit
 * @param maxGroups {@code maxResults}: how many groups one run, or one merge, may keep; default a million
 * @param minTopNThreshold how many values a segment contributes to a topN at least; default 1000
 * @param skipEmptyBuckets whether a timeseries leaves out buckets without rows
 * @param grandTotal whether a timeseries ends with the total of all its rows
 * @param timestampResultField under which name a timeseries repeats the timestamp in the result; empty for not at all
 * @param resultAsArray whether a groupBy answers arrays
 * @param sortByDimsFirst whether a groupBy sorts by dimensions before time
 * @param serializeDateTimeAsLong whether timestamps are written as milliseconds
 */
record QueryContext(
        ObjectNode json,
        long timeoutMillis,
        int maxGroups,
        int minTopNThreshold,
        boolean skipEmptyBuckets,
        boolean grandTotal,
        String timestampResultField,
        boolean resultAsArray,
        boolean sortByDimsFirst,
        boolean serializeDateTimeAsLong) {
    private static final int DEFAULT_MAX_GROUPS = 1_000_000;
    private static final int MAX_MAX_GROUPS = 50_000_000;
    private static final int DEFAULT_MIN_TOP_N_THRESHOLD = 1000;

    static QueryContext read(ObjectNode json) {
        JsonFields fields = JsonFields.of(json, "$.context");
        return new QueryContext(
                json,
                fields.integer("timeout", 0, 0, Long.MAX_VALUE / 1_000_000),
                (int) fields.integer("maxResults", DEFAULT_MAX_GROUPS, 1, MAX_MAX_GROUPS),
                (int) fields.integer("minTopNThreshold", DEFAULT_MIN_TOP_N_THRESHOLD, 0, Integer.MAX_VALUE),
                fields.flag("skipEmptyBuckets", false),
                fields.flag("grandTotal", false),
                fields.text("timestampResultField", ""),
                fields.flag("resultAsArray", false),
                fields.flag("sortByDimsFirst", false),
                fields.flag("serializeDateTimeAsLong", false));
    }
}
