package io.isobar.indexer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.isobar.indexer.spec.InputFormatSpec;
import io.isobar.indexer.spec.InputFormatSpec.FlattenSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private final LineParser csv = new DelimitedLineParser(List.of("a", "b", "c"), ',', "|");
    private final LineParser json = LineParser.of(InputFormatSpec.JSON_LINES, List.of());

    @Test
    void quotesFollowRfc4180() throws Exception {
        assertThat(csv.parse("\"x, \"\"y\"\"\",,\"\"").fields())
                .containsExactly(entry("a", "x, \"y\""), entry("b", ""), entry("c", ""));
    }

    @Test
    void aCarriageReturnEndsTheLine() throws Exception {
        assertThat(csv.parse("1,2,3\r").value("c")).isEqualTo("3");
        assertThat(csv.parse("1,2,\"3\"\r").value("c")).isEqualTo("3");
    }

    @Test
    void theListDelimiterMakesAList() throws Exception {
        assertThat(csv.parse("1,x|y||,3").value("b")).isEqualTo(List.of("x", "y", "", ""));
    }

    @Test
    void moreValuesThanColumnsPassAndFewerDoNot() throws Exception {
        assertThat(csv.parse("1,2,3,4").fields()).hasSize(3);
        assertThatThrownBy(() -> csv.parse("1,2"))
                .isInstanceOfSatisfying(
                        BadRowException.class,
                        e -> assertThat(e.at(RowPosition.of("x.csv", "line", 7)).message())
                                .isEqualTo("Field [c] in line [7] of file [x.csv] is missing:"
                                        + " the line has [2] values for [3] columns"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"2,3", "1,\"2\"x,3"})
    void refusesBrokenQuotes(String line) {
        assertThatThrownBy(() -> csv.parse(line)).isInstanceOf(BadRowException.class);
    }

    @Test
    void jsonKeepsTypesAndLists() throws Exception {
        Row row = json.parse(
                "{\"s\":\"x\",\"l\":12,\"d\":1.5,\"t\":true,\"n\":null,\"m\":[null,\"a\",2],\"o\":{\"p\":1}}");

        assertThat(row.fields())
                .containsExactly(
                        entry("s", "x"),
                        entry("l", 12L),
                        entry("d", 1.5),
                        entry("t", "true"),
                        entry("m", Arrays.asList(null, "a", 2L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"a\":1} {\"a\":2}", "{\"a\":tru}"})
    void refusesWhatIsNotOneObject(String line) {
        assertThatThrownBy(() -> json.parse(line)).isInstanceOf(BadRowException.class);
    }

    @Test
    void flattensByRootAndPath() throws Exception {
        Flattener flattener = new Flattener(new FlattenSpec(
                false,
                List.of(
                        new FlattenSpec.Field("city", "$.place['the city'][1]", true),
                        new FlattenSpec.Field("x", "x", false),
                        new FlattenSpec.Field("none", "$.place.zip.code", true))));

        Row row =
                new JsonLineParser(flattener, false).parse("{\"x\":1,\"y\":2,\"place\":{\"the city\":[\"a\",\"b\"]}}");

        assertThat(row.fields()).containsExactly(entry("city", "b"), entry("x", 1L));
    }
}
