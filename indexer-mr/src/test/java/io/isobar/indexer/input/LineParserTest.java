package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private final LineParser csv =
            parser("{\"type\": \"csv\", \"columns\": [\"a\", \"b\", \"c\"], \"listDelimiter\": \"|\"}");
    private final LineParser json = parser("{\"type\": \"json\"}");

    @Test
    void quotesFollowRfc4180AndAnEmptyValueIsNoneUnlessItIsQuoted() throws Exception {
        assertThat(csv.parse("\"x, \"\"y\"\"\",,\"\"").fields())
                .containsExactly(entry("a", "x, \"y\""), entry("c", ""));
    }

    @Test
    void theListDelimiterMakesAList() throws Exception {
        assertThat(csv.parse("1,x|y||,3").value("b")).isEqualTo(List.of("x", "y", "", ""));
    }

    @Test
    void valuesBeyondTheLastColumnPassAndMissingOnesAreNone() throws Exception {
        assertThat(csv.parse("1,2,3,4").fields()).hasSize(3);
        assertThat(csv.parse("1,2").fields()).containsExactly(entry("a", "1"), entry("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"2,3", "1,\"2\"x,3"})
    void refusesBrokenQuotes(String line) {
        assertThatThrownBy(() -> csv.parse(line)).isInstanceOf(BadRowException.class);
    }

    @Test
    void tsvKnowsNoQuotesAndTakesDelimitersOfSeveralCharacters() throws Exception {
        LineParser tsv = parser("{\"type\": \"tsv\", \"columns\": [\"a\", \"b\"], \"delimiter\": \"::\"}");

        assertThat(tsv.parse("\"1::2\"").fields()).containsExactly(entry("a", "\"1"), entry("b", "2\""));
        assertThat(tsv.parse("::2").fields()).containsExactly(entry("b", "2"));
    }

    @Test
    void aHeaderNamesTheColumnsAfterTheLinesThatAreSkipped() throws Exception {
        LineParser found = parser(
                "{\"type\": \"csv\", \"findColumnsFromHeader\": true, \"skipHeaderRows\": 1}",
                "made by hand",
                "\"x, y\",z");

        assertThat(found.parse("1,2").fields()).containsExactly(entry("x, y", "1"), entry("z", "2"));
    }

    @Test
    void aHeaderThatNamesAColumnTwiceIsRefused() {
        assertThatThrownBy(() -> parser("{\"type\": \"csv\", \"findColumnsFromHeader\": true}", "a,a"))
                .hasMessage("The header in line [1] names column [a] twice");
    }

    @Test
    void numbersAreRecognisedWhereTheSpecAsksForIt() throws Exception {
        LineParser numbers = parser("{\"type\": \"csv\", \"columns\": [\"a\", \"b\", \"c\", \"d\"],"
                + " \"tryParseNumbers\": true, \"listDelimiter\": \"|\"}");

        assertThat(numbers.parse("12,1.5e1,x|7,09").fields())
                .containsExactly(entry("a", 12L), entry("b", 15.0), entry("c", List.of("x", 7L)), entry("d", "09"));
    }

    @Test
    void groupsOfARegularExpressionAreFields() throws Exception {
        LineParser regex = parser("{\"type\": \"regex\", \"pattern\": \"(\\\\w+) (\\\\d+)?;(.*)\","
                + " \"columns\": [\"a\", \"b\", \"c\"], \"listDelimiter\": \"|\"}");

        assertThat(regex.parse("x ;p|q").fields()).containsExactly(entry("a", "x"), entry("c", List.of("p", "q")));
        assertThatThrownBy(() -> regex.parse("no match"))
                .isInstanceOf(BadRowException.class)
                .hasMessage("doesn't match the pattern");
    }

    @Test
    void aPatternThatRecursesTooDeepMakesABadRow() {
        LineParser regex = parser("{\"type\": \"regex\", \"pattern\": \"((a|b)*)\"}");

        assertThatThrownBy(() -> regex.parse("ab".repeat(1_000_000)))
                .isInstanceOf(BadRowException.class)
                .hasMessageStartingWith("can't be matched");
    }

    @Test
    void jsonKeepsTypesAndListsAndDiscoversNoNestedValues() throws Exception {
        Row row = json.parse("{\"s\":\"x\",\"l\":12,\"big\":12345678901234567890,\"d\":1.5,\"t\":true,\"n\":null,"
                + "\"m\":[null,\"a\",2,true],\"o\":{\"p\":1},\"deep\":[[1]]}");

        assertThat(row.fields())
                .containsExactly(
                        entry("s", "x"),
                        entry("l", 12L),
                        entry("big", 1.2345678901234567E19),
                        entry("d", 1.5),
                        entry("t", "true"),
                        entry("m", Arrays.asList(null, "a", 2L, "true")));
    }

    @Test
    void halfOfASurrogatePairBecomesAQuestionMark() throws Exception {
        assertThat(json.parse("{\"a\":\"x\\ud800y\",\"b\":\"\\ud83d\\ude00\"}").fields())
                .containsExactly(entry("a", "x?y"), entry("b", "😀"));
    }

    @Test
    void featuresOfTheParserMayBeSwitchedOn() throws Exception {
        LineParser lenient = parser("{\"type\": \"json\", \"featureSpec\": {\"ALLOW_SINGLE_QUOTES\": true}}");

        assertThat(lenient.parse("{'a':1}").fields()).containsExactly(entry("a", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"a\":1} {\"a\":2}", "{\"a\":tru}", "{'a':1}"})
    void refusesWhatIsNotOneObject(String line) {
        assertThatThrownBy(() -> json.parse(line)).isInstanceOf(BadRowException.class);
    }

    private static LineParser parser(String inputFormat, String... header) {
        String spec =
                "{\"dataSchema\": {\"dataSource\": \"x\"}, \"ioConfig\": {\"inputFormat\": %s}}".formatted(inputFormat);
        Iterator<String> lines = List.of(header).iterator();
        try {
            return LineParser.of(
                    IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false)
                            .spec()
                            .format(),
                    () -> lines.hasNext() ? lines.next() : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
