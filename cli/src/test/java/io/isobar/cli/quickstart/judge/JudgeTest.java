package io.isobar.cli.quickstart.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.quickstart.judge.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final ReleaseHeader ONE = new ReleaseHeader("flights", 1, "11111111");
    private static final ReleaseHeader TWO = new ReleaseHeader("flights", 2, "22222222");
    private static final ReleaseHeader THREE = new ReleaseHeader("flights", 3, "33333333");

    private static final String DAYS_ONE = "[" + day(1, 10) + "," + day(2, 20) + "," + day(3, 30) + "]";
    private static final String DAYS_TWO = "[" + day(1, 11) + "," + day(2, 22) + "," + day(3, 30) + "]";
    private static final String TOP_ONE = top("ATL", 90, "ORD", 80);
    private static final String TOP_TWO = top("ATL", 95, "ORD", 85);

    private final ExpectedAnswers expected = new ExpectedAnswers();
    private final List<Answer> answers = new ArrayList<>();
    private long turn;

    @BeforeEach
    void expectAnswersOfThreeReleases() {
        Map<String, String> first = Map.of("days", DAYS_ONE, "top", TOP_ONE);
        expected.add(ONE, first);
        expected.add(TWO, Map.of("days", DAYS_TWO, "top", TOP_TWO));
        expected.add(THREE, first);
    }

    @Test
    void findsNothingWrongWithAClientThatMovesForward() {
        answered(1, "days", 0, ONE, DAYS_ONE);
        answered(1, "top", 1, ONE, TOP_ONE);
        answered(1, "days", 1, TWO, DAYS_TWO);
        answered(1, "days", 2, THREE, DAYS_ONE);

        Verdict verdict = judge();

        assertThat(verdict.allHeld()).isTrue();
        assertThat(verdict.right()).containsExactly(Map.entry(1L, 2), Map.entry(2L, 1), Map.entry(3L, 1));
        assertThat(verdict.inWords()).startsWith("4 answers: 2 of release 1, 1 of release 2, 1 of release 3; 0 mixed");
    }

    @Test
    void catchesAnAnswerWithRowsOfTwoReleases() {
        answered(1, "days", 0, TWO, "[" + day(1, 11) + "," + day(2, 20) + "," + day(3, 30) + "]");

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.MIXED);
            assertThat(fault.message()).contains("question [days]", "has rows of the releases [1, 2]");
        });
    }

    @Test
    void catchesAMixtureInsideATopN() {
        answered(1, "top", 0, ONE, top("ATL", 90, "ORD", 85));

        assertThat(kinds()).containsExactly(Kind.MIXED);
    }

    @Test
    void catchesAClientThatGoesBack() {
        answered(1, "days", 0, TWO, DAYS_TWO);
        answered(1, "days", 0, ONE, DAYS_ONE);

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.WENT_BACK);
            assertThat(fault.message()).contains("client [1] turn [2]", "is of release [1], after release [2]");
        });
    }

    @Test
    void catchesAnAnswerOlderThanTheTokenBroughtAlong() {
        answered(1, "days", 2, ONE, DAYS_ONE);

        assertThat(kinds()).containsExactly(Kind.WENT_BACK);
    }

    @Test
    void comparesEachClientWithItsOwnPastOnly() {
        answered(1, "days", 0, TWO, DAYS_TWO);
        answered(2, "days", 0, ONE, DAYS_ONE);

        assertThat(judge().allHeld()).isTrue();
    }

    @Test
    void judgesTurnsInOrderHoweverTheyWereWrittenDown() {
        answers.add(answer(1, 2, "days", 0, Optional.of(ONE), 200, DAYS_ONE));
        answers.add(answer(1, 1, "days", 0, Optional.of(TWO), 200, DAYS_TWO));

        assertThat(kinds()).containsExactly(Kind.WENT_BACK);
    }

    @Test
    void catchesAWrongNumber() {
        answered(1, "days", 0, ONE, "[" + day(1, 10) + "," + day(2, 21) + "," + day(3, 30) + "]");

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.WRONG);
            assertThat(fault.message()).contains("is the answer of no release");
        });
    }

    @Test
    void catchesAMissingRow() {
        answered(1, "days", 0, ONE, "[" + day(1, 10) + "," + day(2, 20) + "]");

        assertThat(kinds()).containsExactly(Kind.WRONG);
    }

    @Test
    void catchesAnAnswerThatIsNotJsonAtAll() {
        answered(1, "days", 0, ONE, "<html>");

        assertThat(kinds()).containsExactly(Kind.WRONG);
    }

    @Test
    void catchesAHeaderThatNamesTheWrongRelease() {
        answered(1, "days", 0, TWO, DAYS_ONE);

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FALSE_HEADER);
            assertThat(fault.message()).contains("names release [flights:2:22222222] and is the answer of");
        });
    }

    @Test
    void catchesAHeaderWithTheRightNumberAndAForeignRoot() {
        answered(1, "days", 0, new ReleaseHeader("flights", 1, "abcdef01"), DAYS_ONE);

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FALSE_HEADER);
            assertThat(fault.message()).contains("[flights:1:abcdef01], which was never committed; seq [1] is");
        });
    }

    @Test
    void catchesAReleaseThatNobodyCommitted() {
        answered(1, "days", 0, new ReleaseHeader("flights", 9, "99999999"), DAYS_ONE);

        assertThat(kinds()).containsExactly(Kind.FALSE_HEADER);
    }

    @Test
    void countsAFailedQuestionAsAFault() {
        answers.add(answer(1, 1, "days", 0, Optional.empty(), 503, "{\"error\":\"no data center\"}"));

        assertThat(judge().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FAILED);
            assertThat(fault.message()).contains("status [503]", "no data center");
        });
    }

    @Test
    void countsAnAnswerWithoutItsReleaseAsAFault() {
        answers.add(answer(1, 1, "days", 0, Optional.empty(), 200, DAYS_ONE));

        assertThat(kinds()).containsExactly(Kind.FAILED);
    }

    private Verdict judge() {
        return new Judge(expected).judge(answers);
    }

    private List<Kind> kinds() {
        return judge().faults().stream().map(Fault::kind).toList();
    }

    private void answered(int client, String question, long tokenSeq, ReleaseHeader release, String body) {
        turn++;
        answers.add(answer(client, turn, question, tokenSeq, Optional.of(release), 200, body));
    }

    private static Answer answer(
            int client,
            long turn,
            String question,
            long tokenSeq,
            Optional<ReleaseHeader> release,
            int status,
            String body) {
        return new Answer(client, turn, question, "east", "west", tokenSeq, release, status, body);
    }

    private static String day(int day, int flights) {
        return "{\"timestamp\":\"2001-01-%02dT00:00:00.000Z\",\"result\":{\"flights\":%d}}".formatted(day, flights);
    }

    private static String top(String first, int flights, String second, int less) {
        return ("[{\"timestamp\":\"2001-01-01T00:00:00.000Z\",\"result\":"
                        + "[{\"origin\":\"%s\",\"flights\":%d},{\"origin\":\"%s\",\"flights\":%d}]}]")
                .formatted(first, flights, second, less);
    }
}
