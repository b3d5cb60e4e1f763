package io.isobar.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.query.filter.Filter;
import io.isobar.query.filter.RowFilter;
import io.isobar.segment.Interval;
import io.isobar.segment.hll.HyperLogLog;
import io.isobar.segment.time.Granularity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Answers groupBy, topN and timeseries the plain way: row by row, group by group. Knows the aggregators that {@link
 * #AGGREGATIONS} has, and is as slow as it is short.
 */
final class Oracle {
    static final String AGGREGATIONS = "[{'type':'count','name':'n'},"
            + "{'type':'longSum','name':'ls','fieldName':'amount'},{'type':'longMin','name':'lm','fieldName':'amount'},"
            + "{'type':'doubleSum','name':'ds','fieldName':'price'},{'type':'doubleMax','name':'dm','fieldName':'price'},"
            + "{'type':'floatSum','name':'fs','fieldName':'weight'},{'type':'floatMin','name':'fm','fieldName':'float'},"
            + "{'type':'longSum','name':'lt','fieldName':'many'},"
            + "{'type':'filtered','name':'fn','filter':{'type':'selector','dimension':'tags','value':'t1'},"
            + "'aggregator':{'type':'longMax','name':'x','fieldName':'long'}},"
            + "{'type':'hyperUnique','name':'hu','fieldName':'users'}]";

    /** Nulls first, numbers by size, texts by code units. */
    static final Comparator<Object> NATURAL = Comparator.nullsFirst((a, b) -> a instanceof Number x
            ? Double.compare(x.doubleValue(), ((Number) b).doubleValue())
            : a.toString().compareTo(b.toString()));

    private final List<Map<String, Object>> rows;
    private final Query query;
    private final Granularity granularity;
    private final RowFilter filter;

    Oracle(List<Map<String, Object>> rows, Query query) {
        this.rows = rows;
        this.query = query;
        JsonNode json = query.toJson();
        this.granularity = Granularity.fromJson(json.get("granularity"));
        this.filter = json.has("filter") ? Filter.fromJson(json.get("filter")).onRows() : row -> true;
    }

    /** The groups by (bucket of time, dimensions), in order. */
    NavigableMap<List<Object>, List<Map<String, Object>>> groups(
            List<Function<Map<String, Object>, Object>> dimensions) {
        NavigableMap<List<Object>, List<Map<String, Object>>> groups = new TreeMap<>((a, b) -> {
            for (int i = 0; i < a.size(); i++) {
                int order = NATURAL.compare(a.get(i), b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        for (Map<String, Object> row : rows) {
            long time = (Long) row.get("__time");
            if (query.intervals().stream().anyMatch(interval -> interval.contains(time)) && filter.matches(row::get)) {
                List<List<Object>> keys = new ArrayList<>();
                keys.add(List.of(granularity.isAll() ? 0L : granularity.bucketStart(time)));
                for (Function<Map<String, Object>, Object> dimension : dimensions) {
                    keys = times(keys, dimension.apply(row));
                }
                keys.forEach(key ->
                        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
            }
        }
        return groups;
    }

    private static List<List<Object>> times(List<List<Object>> keys, Object value) {
        List<?> values = value instanceof List<?> list ? list : java.util.Arrays.asList(value);
        List<List<Object>> product = new ArrayList<>();
        for (List<Object> key : keys) {
            for (Object each : values) {
                List<Object> longer = new ArrayList<>(key);
                longer.add(each);
                product.add(longer);
            }
        }
        return product;
    }

    ArrayNode groupBy(List<String> names, List<Function<Map<String, Object>, Object>> dimensions) {
        ArrayNode answer = Answers.JSON.createArrayNode();
        NavigableMap<List<Object>, List<Map<String, Object>>> groups = groups(dimensions);
        if (groups.isEmpty() && names.isEmpty() && granularity.isAll()) {
            groups.put(List.of(0L), List.of()); // the total of nothing is a row, too
        }
        groups.forEach((key, group) -> {
            ObjectNode row = answer.addObject().put("version", "v1").put("timestamp", timestamp(key));
            ObjectNode event = row.putObject("event");
            for (int i = 0; i < names.size(); i++) {
                event.set(names.get(i), Answers.JSON.valueToTree(key.get(i + 1)));
            }
            aggregate(group, event);
        });
        return answer;
    }

    ArrayNode timeseries() {
        ArrayNode answer = Answers.JSON.createArrayNode();
        groups(List.of())
                .forEach((key, group) -> aggregate(
                        group,
                        answer.addObject().put("timestamp", timestamp(key)).putObject("result")));
        return answer;
    }

    /** Ranked by the count, by name where counts are equal. */
    ArrayNode topN(String name, int threshold) {
        ArrayNode answer = Answers.JSON.createArrayNode();
        TreeMap<Object, List<List<Object>>> buckets = new TreeMap<>(NATURAL);
        Map<List<Object>, List<Map<String, Object>>> groups = groups(List.of(row -> row.get(name)));
        groups.keySet()
                .forEach(key -> buckets.computeIfAbsent(key.get(0), k -> new ArrayList<>())
                        .add(key));
        buckets.forEach((time, keys) -> {
            ArrayNode result =
                    answer.addObject().put("timestamp", timestamp(keys.get(0))).putArray("result");
            keys.stream()
                    .sorted(Comparator.comparingInt(key -> -groups.get(key).size()))
                    .limit(threshold)
                    .forEach(key -> {
                        ObjectNode entry = result.addObject();
                        entry.set(name, Answers.JSON.valueToTree(key.get(1)));
                        aggregate(groups.get(key), entry);
                    });
        });
        return answer;
    }

    private String timestamp(List<Object> key) {
        return Interval.text(granularity.isAll() ? query.intervals().get(0).start() : (Long) key.get(0));
    }

    private static void aggregate(List<Map<String, Object>> rows, ObjectNode into) {
        into.put("n", (long) rows.size());
        into.put(
                "ls",
                values(rows, "amount").map(Number::longValue).reduce(Long::sum).orElse(null));
        into.put(
                "lm",
                values(rows, "amount").map(Number::longValue).reduce(Math::min).orElse(null));
        into.put(
                "ds",
                values(rows, "price")
                        .map(Number::doubleValue)
                        .reduce(Double::sum)
                        .orElse(null));
        into.put(
                "dm",
                values(rows, "price").map(Number::doubleValue).reduce(Math::max).orElse(null));
        into.put(
                "fs",
                values(rows, "weight")
                        .map(Number::floatValue)
                        .reduce(Float::sum)
                        .orElse(null));
        into.put(
                "fm",
                values(rows, "float").map(Number::floatValue).reduce(Math::min).orElse(null));
        into.put(
                "lt",
                rows.stream()
                        .map(row -> (String) row.get("many"))
                        .filter(Objects::nonNull)
                        .map(Long::valueOf)
                        .reduce(Long::sum)
                        .orElse(null));
        List<Map<String, Object>> tagged = rows.stream()
                .filter(row -> ((List<?>) row.get("tags")).contains("t1"))
                .toList();
        into.put(
                "fn",
                values(tagged, "long").map(Number::longValue).reduce(Math::max).orElse(null));
        HyperLogLog users = new HyperLogLog();
        rows.stream()
                .map(row -> (String) row.get("users"))
                .filter(Objects::nonNull)
                .forEach(users::add);
        into.put("hu", users.isEmpty() ? 0.0 : users.estimate());
    }

    private static java.util.stream.Stream<Number> values(List<Map<String, Object>> rows, String column) {
        return rows.stream().map(row -> (Number) row.get(column)).filter(Objects::nonNull);
    }
}
