package io.isobar.stories.flights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quickstart's questions: the native query, and SQL that asks the same of the raw files. */
public enum FlightQuestion {
    TOP_ORIGINS("1-top-origins-by-flights.json", """
            SELECT origin, count(*) AS flights, max(delay) AS longest_delay
            FROM flights GROUP BY origin ORDER BY flights DESC, origin LIMIT 10
            """),
    MEAN_DELAY_BY_HOUR("2-mean-delay-by-hour-of-day.json", """
            SELECT extract('hour' FROM date) AS hour, count(*) AS flights, CAST(sum(delay) AS BIGINT) AS delay,
                   CAST(sum(delay) AS DOUBLE) / count(*) AS mean_delay
            FROM flights GROUP BY hour ORDER BY hour
            """),
    MEAN_DELAY_BY_STATE("3-mean-delay-by-state.json", """
            SELECT state AS origin_state, count(*) AS flights, CAST(sum(delay) AS BIGINT) AS delay,
                   count(DISTINCT destination) AS destinations, CAST(sum(delay) AS DOUBLE) / count(*) AS mean_delay
            FROM flights LEFT JOIN airports ON origin = iata GROUP BY state ORDER BY state NULLS FIRST
            """),
    FLIGHTS_A_DAY("4-flights-a-day.json", """
            SELECT strftime(date_trunc('day', date), '%Y-%m-%dT%H:%M:%S.000Z') AS timestamp,
                   count(*) AS flights, CAST(sum(distance) AS BIGINT) AS distance
            FROM flights GROUP BY timestamp ORDER BY timestamp
            """);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String file;
    private final String sql;

    FlightQuestion(String file, String sql) {
        this.file = file;
        this.sql = sql;
    }

    /** SQL over the tables {@code flights} and {@code airports}. */
    String sql() {
        return sql;
    }

    /** The native query that the quickstart asks. */
    public JsonNode query() throws IOException {
        return JSON.readTree(SampleData.checkout()
                .resolve("conf/quickstart/questions")
                .resolve(file)
                .toFile());
    }

    /** The rows of a native query's answer: names and values, with the day beside them where there is one. */
    public static List<Map<String, Object>> rows(JsonNode answer) {
        var rows = new ArrayList<Map<String, Object>>();
        for (JsonNode entry : answer) {
            JsonNode content = entry.has("event") ? entry.get("event") : entry.get("result");
            if (content.isArray()) {
                content.forEach(row -> rows.add(row(row)));
            } else {
                Map<String, Object> row = row(content);
                if (entry.has("result")) {
                    row.put("timestamp", entry.get("timestamp").textValue());
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Map<String, Object> row(JsonNode content) {
        var row = new LinkedHashMap<String, Object>();
        for (var field : content.properties()) {
            JsonNode value = field.getValue();
            Object plain = value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue();
            row.put(field.getKey(), value.isNumber() ? plain : value.asText());
        }
        return row;
    }
}
