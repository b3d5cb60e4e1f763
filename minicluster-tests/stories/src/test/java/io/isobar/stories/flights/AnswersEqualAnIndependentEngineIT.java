package io.isobar.stories.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.query.Query;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the same files, the segments of release 1 and of release 2 answer as DuckDB does: through the pipeline's jobs, both
 * joins, rollup, the segments' encodings and the query engine, no row is lost, doubled or changed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersEqualAnIndependentEngineIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private IndexReport first;
    private IndexReport second;
    private SegmentAnswers firstSegments;
    private SegmentAnswers secondSegments;
    private FlightsInDuckDb firstFiles;
    private FlightsInDuckDb secondFiles;

    @BeforeAll
    void index(@TempDir Path directory) throws Exception {
        var indexer = new FlightIndexer(directory, "answers");
        first = indexer.index(SampleData.flights());
        second = indexer.index(SampleData.correction());
        firstSegments = indexer.open(first);
        secondSegments = indexer.open(second);
        firstFiles = FlightsInDuckDb.open(SampleData.flights(), SampleData.airports());
        secondFiles = FlightsInDuckDb.open(SampleData.correction(), SampleData.airports());
    }

    @AfterAll
    void close() throws Exception {
        firstSegments.close();
        secondSegments.close();
        firstFiles.close();
        secondFiles.close();
    }

    @Test
    void everyDayHasTwoSegmentsAndTheCorrectionReplacesThemAll() {
        assertThat(first.segments()).hasSize(62);
        assertThat(second.segments()).hasSize(62);
        assertThat(second.replaced()).hasSize(31).isEqualTo(first.replaced());
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(first.rows()).containsEntry(RowOutcome.PROCESSED, 508_239L);
        assertThat(second.rows()).containsEntry(RowOutcome.PROCESSED, 509_271L);
    }

    @ParameterizedTest
    @EnumSource(FlightQuestion.class)
    void theFirstReleaseAnswersAsTheOtherEngine(FlightQuestion question) throws Exception {
        check(rows(firstSegments, question.query()), firstFiles.answer(question));
    }

    @ParameterizedTest
    @EnumSource(FlightQuestion.class)
    void theSecondReleaseAnswersAsTheOtherEngine(FlightQuestion question) throws Exception {
        check(rows(secondSegments, question.query()), secondFiles.answer(question));
    }

    @Test
    void bothJoinsTookTheRightAirport() throws Exception {
        JsonNode query = JSON.readTree("""
                {"queryType": "groupBy", "dataSource": "flights", "intervals": "2001-01-01/2001-02-01", "granularity": "all",
                 "dimensions": ["origin_city", "destination_city"],
                 "filter": {"type": "and", "fields": [
                   {"type": "in", "dimension": "destination_state", "values": ["CA", "HI"]},
                   {"type": "bound", "dimension": "origin_longitude", "upper": "-100", "upperStrict": true,
                    "ordering": "numeric"}]},
                 "aggregations": [
                   {"type": "longSum", "name": "flights", "fieldName": "flights"},
                   {"type": "longSum", "name": "distance", "fieldName": "distance"}]}
                """);
        String sql = """
                SELECT o.city AS origin_city, d.city AS destination_city, count(*) AS flights,
                       CAST(sum(distance) AS BIGINT) AS distance
                FROM flights JOIN airports o ON origin = o.iata JOIN airports d ON destination = d.iata
                WHERE d.state IN ('CA', 'HI') AND CAST(o.longitude AS DOUBLE) < -100
                GROUP BY ALL ORDER BY origin_city, destination_city
                """;

        check(rows(firstSegments, query), firstFiles.rows(sql));
        check(rows(secondSegments, query), secondFiles.rows(sql));
    }

    @Test
    void everyHourOfTheMonthHasItsFlights() throws Exception {
        JsonNode query = JSON.readTree("""
                {"queryType": "timeseries", "dataSource": "flights", "intervals": "2001-01-01/2001-02-01",
                 "granularity": "hour", "context": {"skipEmptyBuckets": true},
                 "filter": {"type": "not", "field": {"type": "selector", "dimension": "origin", "value": "ORD"}},
                 "aggregations": [
                   {"type": "longSum", "name": "flights", "fieldName": "flights"},
                   {"type": "longSum", "name": "delay", "fieldName": "delay"},
                   {"type": "longMax", "name": "longest_delay", "fieldName": "longest_delay"}]}
                """);
        String sql = """
                SELECT count(*) AS flights, CAST(sum(delay) AS BIGINT) AS delay, max(delay) AS longest_delay,
                       strftime(date_trunc('hour', date), '%Y-%m-%dT%H:%M:%S.000Z') AS timestamp
                FROM flights WHERE origin <> 'ORD' GROUP BY timestamp ORDER BY timestamp
                """;

        check(rows(firstSegments, query), firstFiles.rows(sql));
        check(rows(secondSegments, query), secondFiles.rows(sql));
    }

    private static List<Map<String, Object>> rows(SegmentAnswers segments, JsonNode query) throws IOException {
        var answer = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(answer)) {
            segments.answer(Query.parse(query), generator);
        }
        return FlightQuestion.rows(JSON.readTree(answer.toString()));
    }

    /** Equal in order and in every value; but a distinct count is an estimate. */
    private static void check(List<Map<String, Object>> actual, List<Map<String, Object>> expected) {
        assertThat(without(actual, "destinations")).isNotEmpty().isEqualTo(without(expected, "destinations"));
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i).get("destinations") instanceof Long exact) {
                double estimate = ((Number) actual.get(i).get("destinations")).doubleValue();
                assertThat(estimate).as("%s", actual.get(i)).isCloseTo(exact, within(1 + 0.06 * exact));
            }
        }
    }

    private static List<Map<String, Object>> without(List<Map<String, Object>> rows, String name) {
        var others = new ArrayList<Map<String, Object>>();
        for (Map<String, Object> row : rows) {
            var other = new TreeMap<>(row);
            other.remove(name);
            others.add(other);
        }
        return others;
    }
}
