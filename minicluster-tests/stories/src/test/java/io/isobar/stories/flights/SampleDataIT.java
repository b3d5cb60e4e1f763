package io.isobar.stories.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The sample is what its README says, down to the rules of the correction. */
class SampleDataIT {
    /** What the README says that the correction does, as SQL over the first release's input. */
    private static final String BY_THE_RULES = """
            SELECT date, CASE WHEN origin = 'ORD' THEN delay - 7 ELSE delay END AS delay, distance, origin, destination
            FROM flights WHERE delay >= -60
            UNION ALL
            SELECT date + INTERVAL 2 HOUR, 0, distance, destination, origin
            FROM flights WHERE origin = 'GEG' AND date + INTERVAL 2 HOUR < TIMESTAMP '2001-02-01'
            """;

    @Test
    void filesHaveTheHashesThatTheReadmeStates() throws IOException, NoSuchAlgorithmException {
        Path data = SampleData.checkout().resolve("data");
        Matcher line = Pattern.compile("^\\| `([^`]+)` \\|.* `([0-9a-f]{64})` \\|$", Pattern.MULTILINE)
                .matcher(Files.readString(data.resolve("README.md")));
        int files = 0;
        for (; line.find(); files++) {
            byte[] content = Files.readAllBytes(data.resolve(line.group(1)));
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
                    .as(line.group(1))
                    .isEqualTo(line.group(2));
        }
        assertThat(files).isEqualTo(4);
    }

    @Test
    void theCorrectionFollowsItsRulesAndChangesEveryDay() throws Exception {
        try (var engine = FlightsInDuckDb.open(SampleData.flights(), SampleData.airports())) {
            String corrected = "SELECT * FROM read_parquet('%s')".formatted(SampleData.correction());

            assertThat(only(
                            engine,
                            "SELECT count(*) AS n FROM ((%s) EXCEPT ALL (%s))".formatted(BY_THE_RULES, corrected)))
                    .isZero();
            assertThat(only(
                            engine,
                            "SELECT count(*) AS n FROM ((%s) EXCEPT ALL (%s))".formatted(corrected, BY_THE_RULES)))
                    .isZero();
            assertThat(only(
                            engine,
                            "SELECT count(DISTINCT CAST(date AS DATE)) AS n FROM ((%s) EXCEPT ALL SELECT * FROM flights)"
                                    .formatted(corrected)))
                    .isEqualTo(31);
        }
    }

    @Test
    void everyAirportOfAFlightIsKnownAndNoValueIsMissing() throws Exception {
        try (var engine = FlightsInDuckDb.open(SampleData.flights(), SampleData.airports())) {
            assertThat(engine.count()).isEqualTo(508_239);
            assertThat(only(
                            engine,
                            "SELECT count(*) AS n FROM flights WHERE origin NOT IN (SELECT iata FROM airports)"
                                    + " OR destination NOT IN (SELECT iata FROM airports)"))
                    .isZero();
            assertThat(only(
                            engine,
                            "SELECT count(*) AS n FROM flights WHERE date IS NULL OR delay IS NULL OR distance IS NULL"
                                    + " OR origin IS NULL OR destination IS NULL"))
                    .isZero();
        }
    }

    @Test
    void theQuestionsHaveAnswersThatDifferBetweenTheReleases() throws Exception {
        try (var first = FlightsInDuckDb.open(SampleData.flights(), SampleData.airports());
                var second = FlightsInDuckDb.open(SampleData.correction(), SampleData.airports())) {
            for (FlightQuestion question : FlightQuestion.values()) {
                assertThat(first.answer(question)).as(question.name()).isNotEmpty();
                assertThat(second.answer(question)).as(question.name()).isNotEqualTo(first.answer(question));
            }
            List<Map<String, Object>> top = first.answer(FlightQuestion.TOP_ORIGINS);
            assertThat(top.get(0)).containsEntry("origin", "ORD");
            assertThat(top.stream().map(row -> row.get("flights")).distinct())
                    .as("no tie, in which the order of the answer would be open")
                    .hasSize(10);
        }
    }

    private static long only(FlightsInDuckDb engine, String sql) throws Exception {
        return (Long) engine.rows(sql).get(0).get("n");
    }
}
